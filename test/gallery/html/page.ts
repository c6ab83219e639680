import { readFileSync } from 'node:fs';
import type { Exhibit, Section } from '../exhibit.ts';
import type { Directory } from './directory.ts';
import { markup, type Markup } from './markup.ts';
import { fallbackHtml, shownHtml } from './post.ts';

/** The whole gallery as one page that fetches nothing. */
export function pageHtml(sections: readonly Section[], directory: Directory): string {
  // Our own file, not foreign text.
  const style: Markup = { html: readFileSync(new URL('style.css', import.meta.url), 'utf8') };
  const count = sections.reduce((sum, { exhibits }) => sum + exhibits.length, 0);
  const page = markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Everything Vertex Jobs can show</title>
<style>${style}</style>
</head>
<body>
<header>
<h1>Everything Vertex Jobs can show</h1>
<p>${count} pictures, made by the functions the bot renders with. In small type under each: the plain text that stands for it in notifications and for screen readers.</p>
<nav>${sections.map(({ name, title }) => markup`<a href="#${name}">${title}</a>`)}</nav>
</header>
<main>
${sections.map((section) => sectionHtml(section, directory))}
</main>
</body>
</html>
`;
  return page.html;
}

function sectionHtml({ name, title, about, exhibits }: Section, directory: Directory): Markup {
  return markup`<section id="${name}">
<h2>${title}</h2>
<p class="about">${about}</p>
${exhibits.map((one) => exhibitHtml(name, one, directory))}
</section>`;
}

function exhibitHtml(
  section: string,
  { name, caption, shown }: Exhibit,
  directory: Directory,
): Markup {
  return markup`<figure id="${section}-${name}">
<figcaption>${caption}</figcaption>
${shownHtml(shown, directory)}
${fallbackHtml(shown, directory)}
</figure>
`;
}

import { readFileSync } from 'node:fs';
import type { Exhibit, Room } from '../exhibit.ts';
import type { Directory } from './directory.ts';
import { markup, type Markup } from './markup.ts';
import { fallbackHtml, shownHtml } from './post.ts';

/** The whole gallery as one page that fetches nothing. */
export function pageHtml(rooms: readonly Room[], directory: Directory): string {
  // Our own file, not foreign text.
  const style: Markup = { html: readFileSync(new URL('style.css', import.meta.url), 'utf8') };
  const count = rooms.reduce((sum, { exhibits }) => sum + exhibits.length, 0);
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
<nav>${rooms.map(({ name, title }) => markup`<a href="#${name}">${title}</a>`)}</nav>
</header>
<main>
${rooms.map((room) => roomHtml(room, directory))}
</main>
</body>
</html>
`;
  return page.html;
}

function roomHtml({ name, title, about, exhibits }: Room, directory: Directory): Markup {
  return markup`<section id="${name}">
<h2>${title}</h2>
<p class="about">${about}</p>
${exhibits.map((one) => exhibitHtml(name, one, directory))}
</section>`;
}

function exhibitHtml(
  room: string,
  { name, caption, shown }: Exhibit,
  directory: Directory,
): Markup {
  return markup`<figure id="${room}-${name}">
<figcaption>${caption}</figcaption>
${shownHtml(shown, directory)}
${fallbackHtml(shown, directory)}
</figure>
`;
}

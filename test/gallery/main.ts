// `npm run gallery`: everything the bot can show, as a page and as pictures. `--pictures` takes the pictures of README and docs instead.

import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { findChromium, takePictures, type Theme, type Wanted } from './chromium.ts';
import { allSections, galleryPage } from './gallery.ts';
import { readmePictures } from './readme-pictures.ts';

const root = resolve(import.meta.dirname, '../..');
const { values } = parseArgs({
  options: {
    out: { type: 'string', default: join(root, 'coverage/gallery') },
    pictures: { type: 'boolean', default: false },
  },
});

const out = resolve(values.out);
const page = join(out, 'index.html');
await mkdir(out, { recursive: true });
await writeFile(page, galleryPage());
console.log(`Everything the bot can show: ${page}`);

const chromium = findChromium(process.env['CHROMIUM']);
if (chromium === undefined) {
  console.log(
    'For pictures, install Chromium (on Debian: apt-get install chromium fonts-lato fonts-noto-color-emoji), or name one in CHROMIUM.',
  );
  process.exitCode = values.pictures ? 1 : 0;
} else {
  for (const theme of ['light', 'dark'] as const) {
    const count = await takePictures(
      { executablePath: chromium, htmlFile: page, theme, cutOut: values.pictures },
      wanted(theme),
    );
    console.log(`${count} ${theme} pictures.`);
  }
}

function wanted(theme: Theme): readonly Wanted[] {
  if (values.pictures) {
    return readmePictures.map(({ exhibit, file }) => ({
      selector: `#${exhibit} > :nth-child(2)`,
      file: join(root, '.github/pictures', `${file}-${theme}.png`),
    }));
  }
  return allSections().flatMap(({ name, exhibits }) =>
    exhibits.map((one) => ({
      selector: `#${name}-${one.name}`,
      file: join(out, theme, name, `${one.name}.png`),
    })),
  );
}

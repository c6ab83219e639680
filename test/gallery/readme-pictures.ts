/** The pictures of README and docs, each in light and dark: `.github/pictures/<file>-<theme>.png`. */
export const readmePictures = [
  { exhibit: 'threads-a-job-that-fails', file: 'failed-job' },
  { exhibit: 'answers-list-live-jobs-of-a-channel', file: 'list' },
  { exhibit: 'windows-its-fields', file: 'launch-form' },
  { exhibit: 'homes-an-afternoon', file: 'home' },
  { exhibit: 'answers-doctor-much-is-not', file: 'doctor' },
] as const;

// Loaded into a bot before its own code: root becomes a user that owns nothing.

const nobody = 65_534;

if (process.getuid?.() === 0) {
  process.setgid?.(nobody);
  process.setuid?.(nobody);
}

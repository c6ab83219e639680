// Loaded into a bot before its own code: changes root to an unprivileged user.

const nobody = 65_534;

if (process.getuid?.() === 0) {
  process.setgid?.(nobody);
  process.setuid?.(nobody);
}

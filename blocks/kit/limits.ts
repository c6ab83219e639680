// Slack's limits (docs: reference/block-kit), and our own where Slack's is not written down.

export const limits = {
  /** chat.postMessage advises 4,000 characters of text and chat.update refuses more. */
  messageText: 4_000,
  blocksPerMessage: 50,
  /** All text of a message together: msg_blocks_too_long begins somewhere above 11,000 characters. A table may have as much. */
  blockText: 10_000,
  buttonText: 75,
  buttonValue: 2_000,
  buttonUrl: 3_000,
  accessibilityLabel: 75,
  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,
  optionText: 75,
  optionValue: 75,
  selectOptions: 100,
  placeholder: 150,
  viewTitle: 24,
  /** Labels and hints of inputs. */
  label: 2_000,
} as const;

/** Our own bounds for foreign text, so that no name or error can push the rest of a message out of sight. */
export const bounds = {
  displayName: 128,
  word: 100,
  reason: 500,
  errorText: 1_200,
  sentence: 1_500,
} as const;

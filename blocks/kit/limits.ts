// Slack's limits (docs: reference/block-kit), and the bot's own where Slack documents none.

export const limits = {
  /** chat.postMessage advises at most 4,000 characters, and chat.update refuses more. */
  messageText: 4_000,
  blocksPerMessage: 50,
  /**
   * All text of a message. msg_blocks_too_long starts somewhere above 11,000 characters. A table
   * may have as much again.
   */
  blockText: 10_000,
  /** Of one element. */
  contextText: 3_000,
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

/** The bot's limits for foreign text, so that no name or error hides the rest of a message. */
export const bounds = {
  displayName: 128,
  word: 100,
  reason: 500,
  errorText: 1_200,
  sentence: 1_500,
} as const;

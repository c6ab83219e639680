export type BudgetTurnTable = { id: number };

/** Once a month (Unix ms of its beginning, UTC) and purse. */
export type BudgetWarningTable = { month: number; purse: string; at: number };

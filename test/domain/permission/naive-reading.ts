// A second reading of a policy file, as plain as the words that describe it, of the file's tree. It shares nothing with the bot's.

export type Tree = {
  readonly roles: Readonly<Record<string, NamedRole>>;
  readonly grants: Lists;
  readonly channels: Readonly<Record<string, Lists>>;
  readonly templates: Readonly<Record<string, OfTemplate>>;
  readonly private: { readonly see?: readonly string[] };
};
export type OfTemplate = {
  readonly launch?: readonly string[];
  readonly approve?: {
    readonly by?: readonly string[];
    readonly above?: { readonly total: number };
    readonly expires?: string;
  };
};
export type NamedRole = {
  readonly people?: readonly string[];
  readonly groups?: readonly string[];
  readonly workspaceAdmins?: boolean;
};
/** Roles by verb; in a channel, also patterns by `templates`. */
export type Lists = Readonly<Record<string, readonly string[]>>;

export type Who = {
  readonly id: string;
  readonly kind: 'member' | 'guest' | 'bot' | 'outsider';
  readonly isAdmin: boolean;
  readonly deactivated: boolean;
  /** The user groups they are in, of those that can be read. */
  readonly groups: readonly string[];
};
export type Act = {
  readonly verb: string;
  /** The channels whose rules count. */
  readonly places: readonly string[];
  readonly template?: string | undefined;
};

/** Whether somebody may do something. */
export function mayBy(tree: Tree, who: Who, act: Act): boolean {
  if (who.deactivated || who.kind === 'bot') return false;
  if (act.verb === 'see-private') return hasOneOf(tree, who, tree.private.see ?? []);
  const verbs = act.verb === 'launch-spec' ? ['template', 'launch'] : [act.verb];
  return (
    verbs.every((verb) => isGranted(tree, who, verb)) &&
    act.places.every((place) => isOpenIn(tree, who, act, verbs, place)) &&
    isOpenTemplate(tree, who, act)
  );
}

function isGranted(tree: Tree, who: Who, verb: string): boolean {
  const roles = tree.grants[verb];
  if (roles !== undefined) return hasOneOf(tree, who, roles);
  // As without a file.
  return who.kind === 'member' && (who.isAdmin || ['view', 'launch', 'cancel-own'].includes(verb));
}

function isOpenIn(
  { channels, ...tree }: Tree,
  who: Who,
  act: Act,
  verbs: readonly string[],
  place: string,
): boolean {
  const entry = channels[place] ?? channels['default'] ?? {};
  for (const verb of verbs) {
    const roles = entry[verb];
    if (roles !== undefined && !hasOneOf(tree, who, roles)) return false;
  }
  const { templates } = entry;
  if (templates === undefined || !act.verb.startsWith('launch')) return true;
  const { template } = act;
  if (template === undefined) return act.verb === 'launch';
  return templates.some((pattern) => fits(pattern, template));
}

function isOpenTemplate(tree: Tree, who: Who, { verb, template }: Act): boolean {
  if (template === undefined) return true;
  return Object.entries(tree.templates)
    .filter(([pattern]) => fits(pattern, template))
    .every(([, { launch, approve }]) => {
      if (verb === 'approve') return approve?.by === undefined || hasOneOf(tree, who, approve.by);
      return !verb.startsWith('launch') || launch === undefined || hasOneOf(tree, who, launch);
    });
}

function hasOneOf({ roles }: Pick<Tree, 'roles'>, who: Who, names: readonly string[]): boolean {
  return names.some((name) => {
    if (name === 'members') return who.kind === 'member';
    const { people = [], groups = [], workspaceAdmins = false } = roles[name] ?? {};
    if (people.includes(who.id)) return true;
    const isInGroup = groups.some((group) => who.groups.includes(group));
    return who.kind === 'member' && (isInGroup || (workspaceAdmins && who.isAdmin));
  });
}

function fits(pattern: string, name: string): boolean {
  const escaped = pattern.replaceAll('.', '\\.').replaceAll('*', '.*');
  return new RegExp(`^${escaped}$`, 'i').test(name);
}

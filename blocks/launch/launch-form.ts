// The launch form. All labels, hints and options are plain text, which Slack never parses for
// markup.

import type { KnownBlock, ModalView, PlainTextOption } from '@slack/types';
import { described } from '../../app/domain/template/secret/described.ts';
import { formatTarget } from '../../app/domain/job/job.ts';
import { costParameters, type FormCost } from '../../app/domain/form/form-cost.ts';
import type { ChosenTemplate, FormContext, LaunchForm } from '../../app/domain/form/launch-form.ts';
import { secretsIn } from '../../app/domain/template/secret/secret.ts';
import { templateSlug } from '../../app/domain/template/template-name.ts';
import type { Template } from '../../app/domain/template/template.ts';
import { shownValue } from '../../app/domain/template/secret/shown-value.ts';
import { formIds } from '../kit/value/form-ids.ts';
import { channelInput, maxCostInput, maxTimeInput, targetInput } from './launch-inputs.ts';
import { parameterInput } from './form-input.ts';
import { costLines } from '../job/cost.ts';
import { limits } from '../kit/limits.ts';
import { lockNotice } from '../kit/lock.ts';
import { othersLine } from '../kit/others.ts';
import { plain } from '../kit/plain.ts';
import { channel, quote, quoteBold, quoteCode, say, sentenceLine, type Line } from '../kit/rich.ts';
import { richText } from '../kit/render-rich.ts';

/** The window: a choice of templates, and below it the fields of the chosen one. */
export function renderLaunchForm(form: LaunchForm): ModalView {
  const { chosen } = form;
  const title = chosen?.earlier === undefined ? 'Launch a job' : `Re-run ${chosen.earlier.handle}`;
  const common = {
    type: 'modal' as const,
    callback_id: formIds.launch,
    title: plain(title, limits.viewTitle),
    close: plain('Not now', limits.viewTitle),
    private_metadata: JSON.stringify(contextOf(form)),
  };
  if (chosen === undefined) return { ...common, blocks: choiceBlocks(form) };
  return {
    ...common,
    submit: plain('Launch', limits.viewTitle),
    blocks: [...(chosen.earlier === undefined ? choiceBlocks(form) : []), ...fields(chosen, form)],
  };
}

/** What comes back with every act in the window. */
function contextOf({ channel: to, home, chosen }: LaunchForm): Partial<FormContext> {
  const place = home === undefined ? { channel: to } : { channel: to, home: true };
  if (chosen === undefined) return place;
  const { template, earlier } = chosen;
  return {
    ...place,
    template: template.name,
    version: template.version,
    ...(earlier === undefined ? {} : { rerun: earlier.handle }),
  };
}

function choiceBlocks({ templates, chosen, others = 0 }: LaunchForm): KnownBlock[] {
  const rest = othersLine(others, templates.length);
  if (rest !== undefined && templates.length === 0) return [richText([rest])];
  if (templates.length === 0) {
    return [
      richText([
        sentenceLine(
          'There are no templates yet: write one by `template save`, or put YAML files into TEMPLATES_DIR.',
        ),
      ]),
    ];
  }
  const options = templates.slice(0, limits.selectOptions).map(templateOption);
  const initial = options.find(
    (one) => one.value === (chosen && templateSlug(chosen.template.name)),
  );
  const more = templates.length - options.length;
  return [
    {
      type: 'section',
      block_id: formIds.template,
      text: plain('Which template?', 100),
      accessory: {
        type: 'static_select',
        action_id: formIds.template,
        placeholder: plain('Choose a template', limits.placeholder),
        options,
        ...(initial === undefined ? {} : { initial_option: initial }),
      },
    },
    ...(more > 0
      ? [richText([[say(`${more} more are not shown here: type their launch instead.`)]])]
      : []),
    ...(rest === undefined ? [] : [richText([rest])]),
  ];
}

function templateOption(template: Template): PlainTextOption {
  const { name, description } = described(template);
  return {
    text: plain(name, limits.optionText),
    // A name may be too long for Slack here.
    value: templateSlug(name),
    ...(description === undefined ? {} : { description: plain(description, limits.optionText) }),
  };
}

function fields(
  { template: chosen, targets, earlier, draft, cost, lock }: ChosenTemplate,
  { channel: to, home }: LaunchForm,
) {
  const template = described(chosen);
  const priced = new Set(costParameters(template).map(({ name }) => name));
  const key = { template: template.name, version: template.version };
  const begin = earlier ?? draft;
  const hidden = secretsIn(
    Object.fromEntries(chosen.parameters.map((one) => [one.name, one.default])),
  );
  const hiddenBefore = secretsIn(earlier?.parameters ?? {});
  // What a person typed stays as they typed it.
  const secretsBeside = (name: string): readonly string[] => {
    if (begin?.parameters[name] === undefined) return hidden;
    return earlier === undefined ? [] : hiddenBefore;
  };
  const blocks: KnownBlock[] = [
    richText([
      [
        quoteBold(template.name),
        say(' '),
        quote(template.version),
        ...(template.description === undefined
          ? []
          : [say(' · '), quote(template.description, 300)]),
      ],
      ...(home === undefined ? [[say('Its card will be in '), channel(to), say('.')]] : []),
      ...(lock === undefined ? [] : [lockNotice(lock)]),
    ]),
    ...(home === undefined ? [] : [channelInput(home.channel)]),
    ...template.parameters.map((parameter) =>
      parameterInput(parameter, key, begin?.parameters[parameter.name], {
        priced: priced.has(parameter.name),
        secrets: secretsBeside(parameter.name),
      }),
    ),
    targetInput(targets, key, begin?.target),
    maxTimeInput(key, begin?.maxTimeMs),
    maxCostInput(key, begin?.maxCostUsd),
    richText(formCostLines(cost)),
    {
      type: 'actions',
      block_id: formIds.preview,
      elements: [{ type: 'button', action_id: formIds.preview, text: plain('Preview', 75) }],
    },
  ];
  return blocks;
}

/** The cost per hour, and of which values, so that it stays true when other fields change. */
function formCostLines(cost: FormCost): readonly Line[] {
  if (cost.kind === 'needs') {
    return [
      [say('What it costs an hour is shown here once '), ...named(cost.names), say(' is set.')],
    ];
  }
  const given = Object.entries(cost.values).map(
    ([name, value]) => `${name}=${shownValue(name, value, cost.values) ?? ''}`,
  );
  const [first = [], ...others] = costLines(cost.jobSpec, cost.estimate);
  return [
    first,
    ...others,
    [
      say('That is in '),
      quote(formatTarget(cost.target)),
      ...(given.length === 0 ? [] : [say(' with '), quoteCode(given.join(' '))]),
      say('.'),
    ],
  ];
}

/** `gpu and replicas` */
function named(names: readonly string[]): Line {
  return names.flatMap((name, nth) => [
    ...(nth === 0 ? [] : [say(nth === names.length - 1 ? ' and ' : ', ')]),
    quoteCode(name),
  ]);
}

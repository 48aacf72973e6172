import type { Recipient } from '../../db/dunning/account';
import type { Notice } from '../../domain/dunning/types';
import type { TemplateDefinition } from '../../domain/generated/template';
import { letterParams } from '../../domain/message/letter';
import { render } from '../messages/render';

export interface Letter {
  subject: string;
  text: string;
}

/** The letter in the customer's language, as it will be kept. */
export function writeLetter(template: TemplateDefinition, notice: Notice, recipient: Recipient): Letter {
  const { subject, text } = render(template, recipient.locale, letterParams(notice, recipient));
  return { subject, text: text.trim() };
}

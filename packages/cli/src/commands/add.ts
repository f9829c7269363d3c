import { optional, text, texts, toggle } from '../arguments/fields.ts';
import { command } from '../command.ts';
import { keyPasswordField, passwordFields } from '../passwords.ts';
import { takeIn } from '../take-in.ts';

export const add = command({
  name: 'add',
  takes: {
    file: optional('FILE'),
    name: text('name', 'N'),
    service: text('service', 'S'),
    inPlace: toggle('in-place'),
    backups: texts('backup', 'DIR'),
    cn: text('cn', 'CN'),
    ...keyPasswordField,
    ...passwordFields,
  },
  run: takeIn,
});

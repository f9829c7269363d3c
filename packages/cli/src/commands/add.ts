import { many, text, texts, toggle } from '../arguments/fields.ts';
import { command } from '../command.ts';
import { keyPasswordField, passwordFields } from '../passwords.ts';
import { isSeveral, takeSeveralIn } from '../take-several-in.ts';
import { takeIn } from '../take-in.ts';

export const add = command({
  name: 'add',
  takes: {
    files: many('FILE'),
    name: text('name', 'N'),
    service: text('service', 'S'),
    inPlace: toggle('in-place'),
    backups: texts('backup', 'DIR'),
    cn: text('cn', 'CN'),
    ...keyPasswordField,
    ...passwordFields,
  },
  run({ files, ...said }, session) {
    const [file = null] = files;
    const several = files.length > 1 || (file !== null && isSeveral(file));
    return several ? takeSeveralIn(files, said, session) : takeIn({ file, ...said }, session);
  },
});

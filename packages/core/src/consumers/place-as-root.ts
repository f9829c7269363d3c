import { powershellBlock } from '../powershell-block.ts';
import { quotePowerShell, quoteShell } from './quoting.ts';

/** One file that somebody with more rights has to put in place. */
export interface Placing {
  /** Its folder, with links on the way followed. */
  readonly folder: string;
  readonly name: string;
  /** Where the new bytes lie ready. */
  readonly staged: string;
  readonly newSha256: string;
  /** Of what lies there now; null: nothing does, and it is not overwritten. */
  readonly oldSha256: string | null;
  /** `uid:gid`, and the mode in octal digits; Windows keeps the file's own rules. */
  readonly owner: string;
  readonly mode: string;
  /** Nothing can be renamed onto it; what it had is in the store already. */
  readonly inPlace: boolean;
}

/**
 * The folder may belong to somebody who would like to write with the rights of the person who pastes this,
 * at any moment of it. So what is read is read once, into a folder of root's own, and only what has
 * the digest that was told goes on; what is written goes to a name that nobody can guess, its owner
 * and mode are set on the open file, and it gets its own name by a rename, which follows nothing. (A
 * shell's noclobber is O_EXCL only for what is not there: a link to a device or a FIFO that comes
 * between looking and opening is written through.) The folder is entered once and is the one that was
 * meant. Everything is looked at before anything is changed. Where the new file lies already, there
 * is nothing left to do.
 *
 * No single quotes: it stands between such.
 */
function posixScript(platform: NodeJS.Platform): string {
  const mac = platform === 'darwin';
  const onto = mac ? 'mv -fh' : 'mv -fT';
  const beside = mac ? 'mv -nh' : 'mv -nT';
  return [
    'set -Cu',
    'umask 077',
    'PATH=/usr/bin:/bin:/usr/sbin:/sbin',
    't=$(mktemp -d)||exit 1',
    'trap "rm -rf \\"\\$t\\"" 0',
    'no(){ echo "$1: $2">&2;exit 1;}',
    `sum(){ ${mac ? 'shasum -a 256' : 'sha256sum'}|cut -c1-64;}`,
    'take(){ [ -f "$1" ]&&[ ! -L "$1" ]&&head -c 16777216 "$1">|"$2"&&[ "$(sum<"$2")" = "$3" ];}',
    'put(){ (exec 3>"$2"&&cat "$1">&3&&chown "$3" /dev/fd/3&&chmod "$4" /dev/fd/3);}',
    'lay(){ x=./.weborca-cert-$(head -c 8 /dev/urandom|od -An -tx1|tr -d " \\n");put "$1" "$x" "$2" "$3"||gone;}',
    'gone(){ rm -f "$x";false;}',
    'none(){ [ ! -e "$1" ]&&[ ! -L "$1" ];}',
    `name(){ none "$1"&&${beside} "$x" "$1"&&none "$x";}`,
    'keep(){ lay "$t/o" "$2" "$3"||return;k=$1.old-$(date +%Y%m%d);f=$k;n=1;until name "$f";do [ $n -lt 999 ]||{ gone;return;};n=$((n+1));f=$k-$n;done;}',
    `move(){ lay "$t/n" "$2" "$3"&&{ sync&&${onto} "$x" "$1"||gone;};}`,
    'new(){ lay "$t/n" "$2" "$3"&&{ name "$1"||gone;};}',
    'over(){ exec 4<"$1"&&[ "$(sum<&4)" = "$2" ]&&cat "$t/n">|/dev/fd/4;}',
    'one(){ cd -P "$1"&&[ "$(pwd -P)" = "$1" ]||no "$1" "not the same folder"',
    'take "./$2" "$t/o" "$4"&&return',
    'if [ "$5" = - ];then none "./$2";else take "./$2" "$t/o" "$5";fi||no "$1/$2" "changed meanwhile"',
    'take "$3" "$t/n" "$4"||no "$3" "not as it was laid ready"',
    '[ "$go" ]||return 0',
    'case $8 in new)new "./$2" "$6" "$7";;over)over "./$2" "$5";;*)keep "./$2" "$6" "$7"&&move "./$2" "$6" "$7";;esac||no "$1/$2" "not replaced";}',
    'all(){ while [ $# -gt 0 ];do one "$@";shift 8;done;}',
    'go=;all "$@";go=1;all "$@"',
  ].join(';');
}

/** The command for a shell: `sudo sh -c '…' sh FOLDER NAME STAGED NEW OLD OWNER MODE HOW …`. */
export function placingCommand(placings: readonly Placing[], platform: NodeJS.Platform): string {
  if (platform === 'win32') return placingInPowerShell(placings);
  const words = placings.flatMap((one) => [
    ...[one.folder, one.name, one.staged, one.newSha256, one.oldSha256 ?? '-'],
    ...[one.owner, one.mode, how(one)],
  ]);
  return `sudo sh -c '${posixScript(platform)}' sh ${words.map(quoteShell).join(' ')}`;
}

/** The command that grants `user` reading; the file is opened once and has to be what is named. */
export function readingScript(
  { folder, name, user }: Pick<Placing, 'folder' | 'name'> & { readonly user: string },
  platform: NodeJS.Platform,
): string {
  const enter = 'cd -P "$1"&&[ "$(pwd -P)" = "$1" ]';
  const grant =
    platform === 'darwin'
      ? 'chmod -h +a "$3 allow read" "./$2"'
      : '[ -f "./$2" ]&&exec 3<"./$2"&&[ "$(stat -c %d:%i "./$2")" = "$(stat -Lc %d:%i /dev/fd/3)" ]&&setfacl -m "u:$3:r" /dev/fd/3';
  return `sudo sh -c '${enter}&&${grant}' sh ${[folder, name, user].map(quoteShell).join(' ')}`;
}

function how({ oldSha256, inPlace }: Placing): 'new' | 'over' | 'move' {
  if (oldSha256 === null) return 'new';
  return inPlace ? 'over' : 'move';
}

/**
 * The same for PowerShell as administrator. A file that is open for nobody else is neither renamed
 * nor replaced by a link meanwhile, and written into it keeps its access rules.
 */
const powershellScript = [
  "$ErrorActionPreference='Stop'",
  "function sum($b){-join([Security.Cryptography.SHA256]::Create().ComputeHash([byte[]]$b)|%{$_.ToString('x2')})}",
  'function attr($p){try{[int][IO.File]::GetAttributes($p)}catch{-1}}',
  "function fresh($p){New-Object IO.FileStream($p,'CreateNew','Write','None')}",
  "function place($d,$name,$staged,$new,$old){for($p=$d;$p;$p=[IO.Path]::GetDirectoryName($p)){if((attr $p) -band 1024){throw ($p+': not the same folder')}}",
  '$t=Join-Path $d $name',
  '$b=$null',
  'if((attr $staged) -ge 0){$b=[IO.File]::ReadAllBytes($staged)}',
  '$ready=$null -ne $b -and (sum $b) -eq $new',
  "if((attr $t) -lt 0){if($old -ne '-' -or -not $ready){throw ($t+': changed meanwhile')}",
  '$s=fresh $t;try{$s.Write($b,0,$b.Length)}finally{$s.Dispose()};return}',
  "if((attr $t) -band 1024){throw ($t+': it is a link')}",
  "$s=New-Object IO.FileStream($t,'Open','ReadWrite','None')",
  'try{$o=New-Object byte[] $s.Length;$i=0;while($i -lt $o.Length){$i+=$s.Read($o,$i,$o.Length-$i)}',
  '$is=sum $o;if($is -eq $new){return}',
  "if($is -ne $old -or -not $ready){throw ($t+': changed meanwhile')}",
  "$k=$t+'.old-'+(Get-Date -Format yyyyMMdd);$f=$k;$i=1;while((attr $f) -ge 0){$i++;$f=$k+'-'+$i}",
  '$c=fresh $f;try{Set-Acl -LiteralPath $f -AclObject (Get-Acl -LiteralPath $t);$c.Write($o,0,$o.Length);$c.Flush($true)}finally{$c.Dispose()}',
  '$s.Position=0;$s.Write($b,0,$b.Length);$s.SetLength($b.Length);$s.Flush($true)}finally{$s.Dispose()}}',
].join(';');

function placingInPowerShell(placings: readonly Placing[]): string {
  const calls = placings.map(({ folder, name, staged, newSha256, oldSha256 }) =>
    ['place', ...[folder, name, staged, newSha256, oldSha256 ?? '-'].map(quotePowerShell)].join(
      ' ',
    ),
  );
  return powershellBlock([powershellScript, ...calls]);
}

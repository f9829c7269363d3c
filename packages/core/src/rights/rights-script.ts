import { quotePowerShell } from '../consumers/quoting.ts';
import { powershellBlock } from '../powershell-block.ts';

/** What the daily run's user may do beyond its own rights. */
export interface Rights {
  /** Whose; names are translated by Windows, this is one. */
  readonly sid: string;
  /** Certificates and keys, never settings: what settings name is loaded as code. */
  readonly files: readonly string[];
  /** The one service that reads them: to be stopped and started. Null: none was found. */
  readonly service: string | null;
}

/**
 * What runs with administrator rights, and all of it. It takes nothing but these paths, this name and
 * this SID, and may run any number of times.
 *
 * - A file has to lie below Program Files, where nobody else can lay a link on the way; no part of its
 *   path may be one (reparse point). It is held open meanwhile, without sharing deletion, so that
 *   neither it nor a folder above it is renamed. It must be PEM: this grants nothing on a program.
 * - `icacls FILE /grant *SID:(R,W) /L`, taken back by `/remove:g *SID`. `(R,W)` is FILE_GENERIC_READ
 *   and FILE_GENERIC_WRITE: written over, neither deleted nor given away (icacls, "Parameters").
 * - `sc sdset` with one more entry that allows SERVICE_START (0x10) and SERVICE_STOP (0x20), in SDDL
 *   `RPWP`, and nothing of the service's configuration ("Service Security and Access Rights"; [MS-DTYP]
 *   2.5.1.1). It is found again by user and mask, since `sdshow` may print an alias for a SID.
 *
 * A file that is gone has no rights to take back. Exit codes: 1 a program of the system refused, 11 a
 * link or no file, 12 not below Program Files, 13 not PEM.
 */
const helpers = [
  "$ErrorActionPreference='Stop'",
  "$sys=[Environment]::GetFolderPath('System')",
  "$roots='ProgramFiles','ProgramFilesX86'|ForEach-Object{[Environment]::GetFolderPath($_)}|Where-Object{$_}|ForEach-Object{$_+'\\'}",
  'function attr($p){try{[int][IO.File]::GetAttributes($p)}catch{-1}}',
  'function linked($p){for($d=$p;$d;$d=[IO.Path]::GetDirectoryName($d)){if((attr $d) -band 1024){return $true}};$false}',
  'function must{if($LASTEXITCODE -ne 0){exit 1}}',
];

const held = [
  'if(linked $p){exit 11}',
  '$b=New-Object byte[] 65536',
  '$n=$s.Read($b,0,$b.Length)',
  "if(-not $back -and -not [Text.Encoding]::ASCII.GetString($b,0,$n).Contains('-----BEGIN ')){exit 13}",
  "if($back){& ($sys+'\\icacls.exe') $p '/remove:g' ('*'+$sid) '/L'|Out-Null}else{& ($sys+'\\icacls.exe') $p '/grant' ('*'+$sid+':(R,W)') '/L'|Out-Null}",
  'must',
];

const fileFunction = [
  "if([IO.Path]::GetFullPath($p) -ne $p -or -not ($roots|Where-Object{$p.StartsWith($_,'OrdinalIgnoreCase')})){exit 12}",
  'if($back -and (attr $p) -lt 0){return}',
  'if((linked $p) -or ((attr $p) -band 16)){exit 11}',
  "$s=New-Object IO.FileStream($p,[IO.FileMode]'Open',[IO.FileAccess]'Read',[IO.FileShare]'ReadWrite')",
  `try{${held.join(';')}}finally{$s.Dispose()}`,
];

const isOurs =
  "$e.AceType -eq 'AccessAllowed' -and $e.SecurityIdentifier.Value -eq $sid -and $e.AccessMask -eq 48";
const ours =
  "(New-Object Security.AccessControl.CommonAce('None','AccessAllowed',48,$id,$false,$null))";

const serviceFunction = [
  "$d=(& ($sys+'\\sc.exe') 'sdshow' $n) -join ''",
  'if($LASTEXITCODE -ne 0){if($back){return};exit 1}',
  '$r=New-Object Security.AccessControl.RawSecurityDescriptor($d.Trim())',
  '$a=$r.DiscretionaryAcl',
  `for($i=$a.Count-1;$i -ge 0;$i--){$e=$a[$i];if(${isOurs}){$a.RemoveAce($i)}}`,
  `if(-not $back){$id=New-Object Security.Principal.SecurityIdentifier($sid);$a.InsertAce($a.Count,${ours})}`,
  "$t=$r.GetSddlForm('All')",
  "& ($sys+'\\sc.exe') 'sdset' $n $t|Out-Null",
  'must',
];

export function grantScript(rights: Rights): string {
  return script([rights], false);
}

export function takeBackScript(all: readonly Rights[]): string {
  return script(all, true);
}

function script(all: readonly Rights[], back: boolean): string {
  const calls = all.flatMap(({ sid, files, service }) => [
    `$sid=${quotePowerShell(sid)}`,
    ...files.map((file) => `file ${quotePowerShell(file)}`),
    ...(service === null ? [] : [`service ${quotePowerShell(service)}`]),
  ]);
  const lines = [
    ...helpers,
    `function file($p){${fileFunction.join(';')}}`,
    `function service($n){${serviceFunction.join(';')}}`,
    `$back=$${String(back)}`,
    ...calls,
  ];
  return powershellBlock(lines);
}

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  connectProxy,
  type TestProxy,
  type TestProxyOptions,
} from '../../core/test/connection/support/proxy.ts';
import { openClinic, type Clinic } from './support/clinic.ts';
import { stable } from './support/transcript.ts';

// Proxies as people write them, and those that cannot be used: test/golden/proxies.*.txt.
describe.each(['ja', 'en'] as const)('proxies in %s', (lang) => {
  let clinic: Clinic;
  const proxies: TestProxy[] = [];
  beforeAll(async () => {
    clinic = await openClinic({ daysLeft: 45 });
    await clinic.add('clinic-a');
  });
  afterAll(async () => {
    for (const proxy of proxies) await proxy.stop();
    await clinic.close();
  });

  /** Where it listens, and what it was asked for. */
  async function open(options: TestProxyOptions) {
    const proxy = await connectProxy(options);
    proxies.push(proxy);
    return { at: `127.0.0.1:${proxy.port}`, asked: () => proxy.tunnels.length };
  }

  test('what can be read is asked, what cannot is told, and why a proxy refuses', async () => {
    const blocks: string[] = [];
    const run = async (value: string, ...args: readonly string[]) => {
      const env = { HTTPS_PROXY: value, COLUMNS: '80' };
      const { code, stdout, stderr } = await clinic.cli(args, { lang, env });
      expect(stdout + stderr).not.toContain('ひみつ');
      const said = args[0] === 'doctor' ? onProxies(stdout) : stdout;
      const line = `$ HTTPS_PROXY=${value} weborca-cert ${args.join(' ')}`;
      blocks.push(`${line}\n${stderr}${said}[exit code ${code}]\n`);
      return { code, text: stderr + said };
    };

    const own = await open({ credentials: 'taro:ひ#み/つ?@' });
    for (const value of [`http://taro:ひ#み/つ?@@${own.at}`, `"taro:ひ#み/つ?@@${own.at}"`])
      expect(await run(value, 'verify')).toMatchObject({ code: 0 });
    await run(`http://taro:ひ#み/つ?@@${own.at}`, 'doctor');
    expect(own.asked()).toBeGreaterThan(2);

    const domain = await open({ credentials: 'CORP\\taro:ひみつ' });
    expect(await run(`CORP\\taro:ひみつ@${domain.at}`, 'verify')).toMatchObject({ code: 0 });
    const windows = await open({});
    const list = `http=a.example:1;https=${windows.at}`;
    expect(await run(list, 'verify')).toMatchObject({ code: 0 });
    for (const proxy of [domain, windows]) expect(proxy.asked()).toBe(1);

    for (const value of [`"http://taro:ひみつ@${own.at}`, 'http=a.example:1', `socks5://${own.at}`])
      await run(value, 'doctor');

    const ntlm = await open({ credentials: 'nobody:knows', offers: ['NTLM', 'Negotiate'] });
    const refused = await run(`http://taro:ひみつ@${ntlm.at}`, 'verify');
    expect(refused).toMatchObject({ code: 1, text: expect.stringContaining('NTLM') });
    await run(`http://taro:ひみつ@${ntlm.at}`, 'renew');
    const basic = await open({ credentials: 'nobody:knows', offers: ['Basic realm="p"'] });
    await run(`http://taro:ひみつ@${basic.at}`, 'verify');
    await run(`http://${basic.at}`, 'verify');
    expect(clinic.simulator.issuances).toEqual([]);

    // Ports, but for the one that is advised.
    const shown = stable(blocks.join('\n'), clinic).replaceAll(
      /127\.0\.0\.1:\d{5}/g,
      '127.0.0.1:99999',
    );
    await expect(shown).toMatchFileSnapshot(`golden/proxies.${lang}.txt`);
  });
});

/** What it has to say on proxies. */
function onProxies(report: string): string {
  const [told = ''] = /^(?:プロキシ|Proxy)\n(?:.+\n)+/m.exec(report) ?? [];
  return `…\n${told}…\n`;
}

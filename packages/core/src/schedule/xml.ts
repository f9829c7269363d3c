const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Text for an element or attribute of XML 1.0. */
export function escapeXml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => entities[sign] ?? '');
}

export function unescapeXml(text: string): string {
  return text.replaceAll(
    /&(amp|lt|gt|quot|apos);|&#(x?)([0-9a-f]+);/gi,
    (all, name, hex, digits) => {
      if (typeof digits === 'string') {
        const point = Number.parseInt(digits, hex === '' ? 10 : 16);
        return point <= 0x10_ff_ff ? String.fromCodePoint(point) : all;
      }
      const found = Object.entries(entities).find(([, entity]) => entity === `&${name};`);
      return found?.[0] ?? all;
    },
  );
}

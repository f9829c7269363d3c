/** The words of the ledger's forms: spreadsheet, calendar, sheet of paper. */
export interface ReportTexts {
  /** Headings of the spreadsheet, in their order. */
  readonly columns: Readonly<
    Record<
      | 'name'
      | 'commonName'
      | 'state'
      | 'notAfter'
      | 'daysLeft'
      | 'renewFrom'
      | 'notBefore'
      | 'service'
      | 'fileName'
      | 'subject'
      | 'issuer'
      | 'serialNumber'
      | 'fingerprint'
      | 'lastBackup'
      | 'backups'
      | 'consumers',
      string
    >
  >;
  readonly calendar: {
    readonly summary: (name: string, commonName: string) => string;
    readonly description: (name: string, site: string) => string;
    readonly alarm: (name: string, days: number) => string;
  };
  readonly sheet: SheetTexts;
}

export interface SheetTexts {
  readonly title: string;
  /** Above the date on which the sheet was made. */
  readonly madeOn: string;
  readonly validUntil: string;
  readonly certificate: string;
  readonly places: string;
  readonly renewal: string;
  readonly byHand: string;
  readonly rows: Readonly<
    Record<
      | 'name'
      | 'commonName'
      | 'subject'
      | 'issuer'
      | 'validity'
      | 'serialNumber'
      | 'fingerprint'
      | 'fileName'
      | 'weborca'
      | 'site'
      | 'folder'
      | 'backups'
      | 'lastBackup'
      | 'consumers',
      string
    >
  >;
  readonly none: string;
  readonly unreadable: string;
  readonly renewFrom: (day: string) => string;
  readonly steps: (name: string, commonName: string) => readonly string[];
  readonly password: (name: string, where: 'beside' | 'separate' | 'nowhere') => string;
  /** What is filled in with a pen. */
  readonly blanks: readonly string[];
}

import type { Block } from './document.ts';
import { paragraph } from './words.ts';

/** Between departments data are shared; to those outside they are opened. */
export type Matter = 'share' | 'open';

/** What whoever was refused can do, where, and by when. */
export function remediesOf(matter: Matter): Block[] {
  switch (matter) {
    case 'share':
      return [
        paragraph(
          '对本告知有异议的，可以与提供单位协商；协商不成的，提请拉萨市大数据局协调；经协调仍不能达成一致的，由拉萨市人民政府决定（《政务数据共享条例》第二十八条）。认为提供单位未依法履行共享职责的，可以向政务数据共享主管部门投诉（同条例第三十七条）。',
        ),
        paragraph('情况发生变化或者补足理由、依据后，可以重新提出申请。'),
      ];
    case 'open':
      return [
        paragraph(
          '对本告知有异议的，可以向拉萨市大数据局投诉；也可以自收到本告知书之日起六十日内依法申请行政复议，或者自收到之日起六个月内依法向人民法院提起行政诉讼。',
        ),
        paragraph('情况发生变化后，可以重新提出申请。'),
      ];
    default:
      return matter satisfies never;
  }
}

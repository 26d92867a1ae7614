/** The part of moment-business-time that the benchmark uses; it adds to moment and exports it. */
declare module 'moment-business-time' {
  import type moment from 'moment';

  interface BusinessMoment extends moment.Moment {
    /** Moves this moment, and returns it. */
    addWorkingTime(amount: number, unit: 'seconds'): BusinessMoment;
    /** Negative where the other is later. */
    workingDiff(other: BusinessMoment, unit: 'seconds', exact: boolean): number;
  }

  const businessMoment: {
    locale(name: string): string;
    defineLocale(name: string, data: object): unknown;
    utc(ms: number): BusinessMoment;
  };
  export default businessMoment;
}

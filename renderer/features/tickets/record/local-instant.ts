export { fromLocalInput, toLocalInput } from '../../../ui/local-instant.ts';

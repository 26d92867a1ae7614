import { runCommand } from '../../runtime/run-command.ts';
import { consoleArguments, consoleEnvironment } from '../../start/launch-console.ts';

/** Starts the console on a profile that has one already; resolves with the exit code of the second. */
export async function startAgain(
  electron: string,
  profile: string,
  ...links: readonly string[]
): Promise<number> {
  const launch = { electron, profile, sessionFile: null, serverUrl: null, display: null };
  const result = await runCommand(
    electron,
    [...consoleArguments(process.getuid?.() === 0), ...links],
    { env: consoleEnvironment(launch, process.env), timeoutMs: 60_000 },
  );
  return result.code;
}

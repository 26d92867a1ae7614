/** The system's keychain, as far as a password needs it. */
export interface SecretBox {
  /** False where a secret would not be safer than in a file that only this user may read. */
  isAvailable(): Promise<boolean>;
  encrypt(secret: string): Promise<Buffer>;
  /** @throws where the keychain no longer has the key. */
  decrypt(data: Buffer): Promise<string>;
}

/** Electron's safeStorage: 25 has the synchronous calls alone, later ones prefer the others. */
export interface SafeStorage {
  isEncryptionAvailable(): boolean;
  encryptString(text: string): Buffer;
  decryptString(data: Buffer): string;
  isAsyncEncryptionAvailable?(): Promise<boolean>;
  encryptStringAsync?(text: string): Promise<Buffer>;
  decryptStringAsync?(data: Buffer): Promise<{ readonly result: string }>;
  getSelectedStorageBackend?(): string;
}

/** The keychain of this system; to be used after `ready`. */
export function createSecretBox(storage: SafeStorage, platform: NodeJS.Platform): SecretBox {
  return {
    isAvailable: async () => {
      // `basic_text` encrypts with a password that is written in Chromium's source.
      const backend = platform === 'linux' ? storage.getSelectedStorageBackend?.() : undefined;
      if (backend === 'basic_text') return false;
      return (await storage.isAsyncEncryptionAvailable?.()) ?? storage.isEncryptionAvailable();
    },
    encrypt: async (secret) =>
      (await storage.encryptStringAsync?.(secret)) ?? storage.encryptString(secret),
    decrypt: async (data) =>
      (await storage.decryptStringAsync?.(data))?.result ?? storage.decryptString(data),
  };
}

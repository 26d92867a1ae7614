import { useEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';
import { cameraTrouble } from './camera-words.ts';

/** Longest edge; sharp enough to read a label, small enough for a slow line. */
const EDGE = 1920;
const QUALITY = 0.85;

export interface Camera {
  readonly video: RefObject<HTMLVideoElement | null>;
  readonly isReady: boolean;
  /** Why it shows nothing, as a sentence. */
  readonly trouble: string | undefined;
  retry(): void;
  /** What is seen now as a JPEG; null where nothing is. */
  take(): Promise<Blob | null>;
}

function stop(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

/** The picture of a camera while the component is there; its light goes out with it. */
export function useCamera(): Camera {
  const video = useRef<HTMLVideoElement>(null);
  const [attempt, setAttempt] = useState(0);
  const [isReady, setReady] = useState(false);
  const [trouble, setTrouble] = useState<string | undefined>(undefined);
  useEffect(() => {
    let stream: MediaStream | undefined;
    let isGone = false;
    const start = async (): Promise<void> => {
      try {
        const wanted = { facingMode: 'environment', width: { ideal: EDGE } };
        stream = await navigator.mediaDevices.getUserMedia({ video: wanted, audio: false });
        if (isGone || !video.current) {
          stop(stream);
          return;
        }
        video.current.srcObject = stream;
        await video.current.play();
        if (!isGone) setReady(true);
      } catch (error) {
        if (!isGone) setTrouble(cameraTrouble(error));
      }
    };
    void start();
    return () => {
      isGone = true;
      if (stream) stop(stream);
    };
  }, [attempt]);
  return {
    video,
    isReady,
    trouble,
    retry: () => {
      setTrouble(undefined);
      setReady(false);
      setAttempt(attempt + 1);
    },
    take: () => pictureOf(video.current),
  };
}

function pictureOf(video: HTMLVideoElement | null): Promise<Blob | null> {
  if (!video || video.videoWidth === 0) return Promise.resolve(null);
  const scale = Math.min(1, EDGE / Math.max(video.videoWidth, video.videoHeight));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(video.videoWidth * scale);
  canvas.height = Math.round(video.videoHeight * scale);
  canvas.getContext('2d')?.drawImage(video, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY));
}

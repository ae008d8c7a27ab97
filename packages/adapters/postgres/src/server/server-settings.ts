/**
 * Settings of an embedded server: one machine, a few connections, nothing lost.
 *
 * @param memoryBytes Of the machine, or as much of it as we may use.
 */
export function serverSettings(socketFolder: string, memoryBytes: number): readonly string[] {
  const settings = {
    listen_addresses: "",
    unix_socket_directories: socketFolder,
    unix_socket_permissions: "0700",
    max_connections: "50",
    fsync: "on",
    synchronous_commit: "on",
    shared_buffers: `${sharedBuffersMegabytes(memoryBytes)}MB`,
    work_mem: "64MB",
    maintenance_work_mem: "256MB",
    // Loading writes fast; fewer checkpoints write each page less often.
    max_wal_size: "2GB",
    checkpoint_timeout: "15min",
    // Our statements are short or are one pass over a partition; compiling them costs more than it saves.
    jit: "off",
    // Each look at a day of calls samples all of its columns: once or twice in a load, not every minute. Closing looks by itself.
    autovacuum_naptime: "5min",
    timezone: "UTC",
    log_timezone: "UTC",
    log_checkpoints: "off",
  };
  return Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}

const MEGABYTE = 1_048_576;
/** The rest is for the programs beside it, and for the system's own memory of files. */
const SHARE = 1 / 16;
/** Beyond this a load of calls gets no faster, and emptying a table slower. */
const MOST_MEGABYTES = 1_024;
const LEAST_MEGABYTES = 128;

/** @example 24 GB: 1,024 MB · 4 GB: 256 MB · 1 GB: 128 MB. */
function sharedBuffersMegabytes(memoryBytes: number): number {
  const share = Math.floor((memoryBytes * SHARE) / MEGABYTE);
  return Math.min(Math.max(share, LEAST_MEGABYTES), MOST_MEGABYTES);
}

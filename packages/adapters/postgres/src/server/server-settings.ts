/** Settings of an embedded server: one machine, a few connections, nothing lost. */
export function serverSettings(socketFolder: string): readonly string[] {
  const settings = {
    listen_addresses: "",
    unix_socket_directories: socketFolder,
    unix_socket_permissions: "0700",
    max_connections: "50",
    fsync: "on",
    synchronous_commit: "on",
    shared_buffers: "256MB",
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

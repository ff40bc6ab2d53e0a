// SPDX-License-Identifier: GPL-2.0-or-later
// How the tests and the preloaded shim communicate: a mapped file, and a log of calls.
#pragma once

#include <atomic>
#include <cstdint>

namespace faults {

/// The environment variable that names the mapped file, which holds one Control.
inline constexpr const char* kControlVariable = "DATELINE_FAULTS";

/// The calls that the shim sees, by effect.
enum class Call : std::uint8_t {
  Open,    ///< of an existing file
  Create,  ///< open that created the file
  Read,
  Write,
  Close,
  Sync,  ///< fsync or fdatasync of a file
  SyncDirectory,
  SyncAll,  ///< syncfs
  Truncate,
  Rename,
  Link,  ///< a second name, hard or symbolic
  Unlink,
  MakeDirectory,
  RemoveDirectory,
  Map,
  Stat,
  List,  ///< readdir
  Count
};

inline constexpr const char* kCallNames[] = {
    "open",           "create",   "read",     "write",  "close", "sync",
    "sync-directory", "sync-all", "truncate", "rename", "link",  "unlink",
    "mkdir",          "rmdir",    "map",      "stat",   "list"};
static_assert(sizeof kCallNames / sizeof *kCallNames == static_cast<std::size_t>(Call::Count));

constexpr std::uint32_t bit(Call call) {
  return std::uint32_t{1} << static_cast<unsigned>(call);
}

/// Calls that change what is on disk, or make it stay there.
inline constexpr std::uint32_t kChanges =
    bit(Call::Create) | bit(Call::Write) | bit(Call::Sync) | bit(Call::SyncDirectory) |
    bit(Call::SyncAll) | bit(Call::Truncate) | bit(Call::Rename) | bit(Call::Link) |
    bit(Call::Unlink) | bit(Call::MakeDirectory) | bit(Call::RemoveDirectory);
/// Calls that a full disk refuses.
inline constexpr std::uint32_t kTakesSpace =
    bit(Call::Create) | bit(Call::Write) | bit(Call::Close) | bit(Call::Sync) |
    bit(Call::SyncDirectory) | bit(Call::SyncAll) | bit(Call::Truncate) | bit(Call::Rename) |
    bit(Call::Link) | bit(Call::MakeDirectory);
/// Calls that need a descriptor.
inline constexpr std::uint32_t kTakesDescriptor = bit(Call::Open) | bit(Call::Create);
/// Calls that a signal interrupts.
inline constexpr std::uint32_t kIsInterrupted =
    bit(Call::Open) | bit(Call::Create) | bit(Call::Read) | bit(Call::Write);
/// Calls that may do less than asked.
inline constexpr std::uint32_t kIsShort = bit(Call::Read) | bit(Call::Write);
inline constexpr std::uint32_t kAll = (std::uint32_t{1} << static_cast<unsigned>(Call::Count)) - 1;

enum class Fault : std::uint32_t {
  None,
  KillBefore,  ///< SIGKILL instead of the call
  KillAfter,   ///< SIGKILL after the call
  Fail,        ///< it does nothing, and sets errno
  Short,       ///< it reads or writes half
  Skip,        ///< it does nothing, but reports success; for syncs
  Delay        ///< it waits first
};

/// Zeroed, it counts and does nothing else. All programs below one test share it.
struct Control {
  char root[512];  ///< only calls on this directory and what is below it count; no '/' at the end
  char log[512];   ///< where calls are written, as Entry; "" for nowhere

  Fault fault;
  std::uint32_t points;     ///< bits of the calls that are points
  std::uint64_t at;         ///< the point that is hit, counted from 1; 0 for every one
  std::uint32_t is_sticky;  ///< all later points are hit, too
  std::int32_t error;       ///< for Fail
  std::uint32_t delay_us;   ///< for Delay
  char only[256];           ///< of syncs: only of files of this kind, as `kind_of` says; "" for all
  std::uint32_t clock_step_s;  ///< how far the monotonic clock is ahead, more each time it is read

  std::atomic<std::uint32_t> lock;     ///< one call at a time, over all processes
  std::atomic<std::int32_t> killed;    ///< the process that was: its other threads do nothing more
  std::atomic<std::uint64_t> counted;  ///< points so far
  std::atomic<std::uint64_t> hits;
  std::atomic<std::uint64_t> clock_reads;
  std::atomic<std::uint64_t> calls[static_cast<unsigned>(Call::Count)];
  char hit[640];  ///< the first call that was hit, and its file
};

/// The length of the UUID that `text` begins with; 0 for none.
inline unsigned uuid_length(const char* text) {
  const char* form = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
  unsigned length = 0;
  for (; form[length] != '\0'; ++length) {
    const char c = text[length];
    const bool is_digit = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    if (form[length] == 'x' ? !is_digit : c != '-') return 0;
  }
  return length;
}

/// Segments and revisions have numbers, and databases UUIDs, which are left out of the kind of a
/// file. `kind` has room for the whole path.
inline void kind_of(const char* path, char* kind) {
  while (*path != '\0') {
    unsigned number = uuid_length(path);
    if (number == 0) {
      while (path[number] >= '0' && path[number] <= '9') ++number;
    }
    *kind++ = number == 0 ? *path : '#';
    path += number == 0 ? 1 : number;
  }
  *kind = '\0';
}

/// It is followed in the log by: `path` bytes, `other` bytes, `data` bytes.
struct Entry {
  Call call;
  std::uint8_t failed;
  std::uint16_t path;    ///< bytes of the path, from the root on
  std::uint16_t other;   ///< bytes of the second path
  std::uint64_t file;    ///< inode of the file
  std::uint64_t offset;  ///< of a write; the length of a truncate
  std::uint64_t data;    ///< bytes written
};

}  // namespace faults

// SPDX-License-Identifier: GPL-2.0-or-later
// A library to be preloaded: counts, logs, delays, fails and cuts off calls on files.
//
// It makes the system calls itself, as dlsym would allocate before the program's own allocator is
// ready. Nothing is really synced, as nobody pulls the plug here: power.cc derives the effect of a
// sync from the log. The clock stands still, so that two runs write the same bytes.
#include "tests/faults/control.h"

#include <cerrno>
#include <climits>
#include <csignal>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include <dirent.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#define EXPORT extern "C" __attribute__((visibility("default")))

namespace faults {
namespace {

/// 2024-05-01 12:00 UTC.
constexpr time_t kNow = 1714564800;

Control* control = nullptr;
int log_fd = -1;

/// Only Dateline's own programs are tested, not the shell that an alert starts.
bool is_ours() {
  char path[PATH_MAX] = {};
  if (readlink("/proc/self/exe", path, sizeof path - 1) < 0) return false;
  const char* const name = strrchr(path, '/');
  return name != nullptr && strncmp(name, "/dateline-", 10) == 0;
}

void open_log(const char* path) {
  // Out of the way of tests that run out of descriptors.
  const int log = static_cast<int>(
      syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
  log_fd = static_cast<int>(syscall(SYS_fcntl, log, F_DUPFD_CLOEXEC, 900));
  syscall(SYS_close, log);
  if (log_fd < 0) _exit(125);
}

__attribute__((constructor)) void start() {
  const char* const path = getenv(kControlVariable);
  if (path == nullptr || !is_ours()) return;
  const int fd = static_cast<int>(syscall(SYS_openat, AT_FDCWD, path, O_RDWR | O_CLOEXEC, 0));
  if (fd < 0) _exit(125);
  void* const at = reinterpret_cast<void*>(
      syscall(SYS_mmap, nullptr, sizeof(Control), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0));
  syscall(SYS_close, fd);
  if (at == MAP_FAILED) _exit(125);
  auto* const mapped = static_cast<Control*>(at);
  control = mapped;
}

/// Our file by its path relative to the root, or nothing.
struct Place {
  char text[PATH_MAX] = {};
  bool is_ours = false;

  void set(const char* absolute) {
    const std::size_t root = strlen(control->root);
    if (strncmp(absolute, control->root, root) != 0) return;
    if (absolute[root] != '/' && absolute[root] != '\0') return;
    const char* rest = absolute + root;
    while (*rest == '/') ++rest;
    snprintf(text, sizeof text, "%s", rest);
    std::size_t length = strlen(text);
    while (length != 0 && text[length - 1] == '/') text[--length] = '\0';
    is_ours = true;
  }
};

bool path_of(int fd, char* path) {
  char link[32];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  const long n = syscall(SYS_readlink, link, path, PATH_MAX - 1);
  if (n < 0) return false;
  path[n] = '\0';
  return path[0] == '/';
}

Place place_of(int fd) {
  Place place;
  char path[PATH_MAX];
  if (control != nullptr && fd > STDERR_FILENO && path_of(fd, path)) place.set(path);
  return place;
}

Place place_of(int directory, const char* name) {
  Place place;
  if (control == nullptr || name == nullptr) return place;
  if (name[0] == '/') {
    place.set(name);
    return place;
  }
  char path[PATH_MAX];
  if (directory == AT_FDCWD) {
    if (syscall(SYS_getcwd, path, sizeof path) < 0) return place;
  } else if (name[0] == '\0' || !path_of(directory, path)) {
    return place_of(directory);
  }
  if (strcmp(name, ".") != 0) {
    const std::size_t length = strlen(path);
    snprintf(path + length, sizeof path - length, "/%s", name);
  }
  place.set(path);
  return place;
}

std::uint64_t inode(int fd) {
  struct stat status {};
  return syscall(SYS_fstat, fd, &status) == 0 ? status.st_ino : 0;
}

std::uint64_t inode(int directory, const char* name) {
  struct stat status {};
  return syscall(SYS_newfstatat, directory, name, &status, AT_SYMLINK_NOFOLLOW) == 0 ? status.st_ino
                                                                                     : 0;
}

bool is_directory(int fd) {
  struct stat status {};
  return syscall(SYS_fstat, fd, &status) == 0 && S_ISDIR(status.st_mode);
}

void write_log(const void* bytes, std::size_t size) {
  const char* at = static_cast<const char*>(bytes);
  while (size != 0) {
    long n = syscall(SYS_write, log_fd, at, size);
    if (n < 0 && errno == EBADF) {  // at first, and in a child that has closed all its parent had
      open_log(control->log);
      n = syscall(SYS_write, log_fd, at, size);
    }
    if (n <= 0) _exit(125);
    at += n;
    size -= static_cast<std::size_t>(n);
  }
}

/// One call: counted and perhaps hit when it begins, logged when it has been made. Calls of all
/// threads and programs are serialised, so that the log is in order.
class Tracked {
 public:
  Tracked(Call call, const Place& place) : call_(call), place_(place) {
    if (!place_.is_ours) return;
    acquire();
    ++control->calls[static_cast<unsigned>(call)];
    if (control->fault == Fault::Skip && control->only[0] != '\0') {
      char kind[PATH_MAX];
      kind_of(place_.text, kind);
      if (strcmp(kind, control->only) != 0) return;
    }
    if ((control->points & bit(call)) == 0) return;
    const std::uint64_t number = ++control->counted;
    is_hit_ = control->at == 0 || number == control->at ||
              (control->is_sticky != 0 && number > control->at);
    if (!is_hit_) return;
    if (control->hits++ == 0) {
      snprintf(control->hit, sizeof control->hit, "%s %.500s",
               kCallNames[static_cast<unsigned>(call_)], place_.text);
    }
    if (control->fault == Fault::KillBefore) die();
    if (control->fault == Fault::Delay) {
      release();
      timespec wait = {control->delay_us / 1'000'000, control->delay_us % 1'000'000 * 1000L};
      syscall(SYS_nanosleep, &wait, nullptr);
      acquire();
    }
  }
  Tracked(const Tracked&) = delete;
  Tracked& operator=(const Tracked&) = delete;
  ~Tracked() {
    if (!place_.is_ours) return;
    if (is_hit_ && control->fault == Fault::KillAfter) die();
    const int error = errno;
    release();
    errno = error;
  }

  /// It must fail, and errno says how.
  [[nodiscard]] bool fails() const {
    if (!is_hit_ || control->fault != Fault::Fail) return false;
    errno = control->error;
    return true;
  }
  [[nodiscard]] bool is_skipped() const { return is_hit_ && control->fault == Fault::Skip; }
  [[nodiscard]] std::size_t size(std::size_t asked) const {
    return is_hit_ && control->fault == Fault::Short && asked > 1 ? asked / 2 : asked;
  }
  [[nodiscard]] bool is_ours() const { return place_.is_ours; }
  [[nodiscard]] bool is_logged() const { return place_.is_ours && control->log[0] != '\0'; }

  void log(std::uint64_t file, std::uint64_t offset = 0, const char* other = "",
           const void* data = nullptr, std::size_t size = 0) const {
    if (!is_logged()) return;
    const Entry entry = {call_,
                         0,
                         static_cast<std::uint16_t>(strlen(place_.text)),
                         static_cast<std::uint16_t>(strlen(other)),
                         file,
                         offset,
                         size};
    const int error = errno;
    write_log(&entry, sizeof entry);
    write_log(place_.text, entry.path);
    write_log(other, entry.other);
    write_log(data, size);
    errno = error;
  }

 private:
  static void acquire() {
    if (control->killed == getpid()) pause();
    std::uint32_t free = 0;
    while (!control->lock.compare_exchange_weak(free, 1)) {
      free = 0;
      syscall(SYS_sched_yield);
      if (control->killed == getpid()) pause();
    }
  }
  static void release() { control->lock = 0; }
  [[noreturn]] static void die() {
    control->killed = getpid();
    release();
    kill(getpid(), SIGKILL);
    for (;;) pause();
  }

  Call call_;
  const Place& place_;
  bool is_hit_ = false;
};

int open_at(int directory, const char* path, int flags, mode_t mode) {
  const Place place = place_of(directory, path);
  const bool makes = (flags & O_CREAT) != 0 && place.is_ours && inode(directory, path) == 0;
  const Tracked call(makes ? Call::Create : Call::Open, place);
  if (call.fails()) return -1;
  const int fd = static_cast<int>(syscall(SYS_openat, directory, path, flags, mode));
  if (fd >= 0 && makes) call.log(inode(fd));
  if (fd >= 0 && !makes && (flags & O_TRUNC) != 0 && call.is_logged()) {
    const Entry entry = {
        Call::Truncate, 0, static_cast<std::uint16_t>(strlen(place.text)), 0, inode(fd), 0, 0};
    write_log(&entry, sizeof entry);
    write_log(place.text, entry.path);
  }
  return fd;
}

/// What a descriptor's next write would be at.
std::uint64_t position(int fd) {
  const long at = syscall(SYS_lseek, fd, 0, SEEK_CUR);
  return at < 0 ? 0 : static_cast<std::uint64_t>(at);
}

ssize_t write_at(int fd, const void* bytes, std::size_t size, const off_t* offset) {
  const Place place = place_of(fd);
  const Tracked call(Call::Write, place);
  if (call.fails()) return -1;
  const std::size_t asked = call.size(size);
  const ssize_t n = offset == nullptr ? syscall(SYS_write, fd, bytes, asked)
                                      : syscall(SYS_pwrite64, fd, bytes, asked, *offset);
  if (n > 0 && call.is_logged()) {
    const std::uint64_t at = offset != nullptr ? static_cast<std::uint64_t>(*offset)
                                               : position(fd) - static_cast<std::uint64_t>(n);
    call.log(inode(fd), at, "", bytes, static_cast<std::size_t>(n));
  }
  return n;
}

/// As if it were a sequence of writes.
ssize_t write_parts(int fd, const iovec* parts, int count, off_t* offset) {
  ssize_t all = 0;
  for (int i = 0; i < count; ++i) {
    if (parts[i].iov_len == 0) continue;
    const ssize_t n = write_at(fd, parts[i].iov_base, parts[i].iov_len, offset);
    if (n < 0) return all == 0 ? -1 : all;
    all += n;
    if (offset != nullptr) *offset += n;
    if (static_cast<std::size_t>(n) < parts[i].iov_len) break;
  }
  return all;
}

ssize_t read_at(int fd, void* bytes, std::size_t size, const off_t* offset) {
  const Place place = place_of(fd);
  const Tracked call(Call::Read, place);
  if (call.fails()) return -1;
  return offset == nullptr ? syscall(SYS_read, fd, bytes, call.size(size))
                           : syscall(SYS_pread64, fd, bytes, call.size(size), *offset);
}

int sync(int fd) {
  const Place place = place_of(fd);
  const Tracked call(is_directory(fd) ? Call::SyncDirectory : Call::Sync, place);
  if (call.fails()) return -1;
  if (syscall(SYS_fcntl, fd, F_GETFD) < 0) return -1;
  if (!call.is_skipped()) call.log(inode(fd));
  return 0;
}

int truncate_to(int fd, off_t size) {
  const Place place = place_of(fd);
  const Tracked call(Call::Truncate, place);
  if (call.fails()) return -1;
  const int done = static_cast<int>(syscall(SYS_ftruncate, fd, size));
  if (done == 0) call.log(inode(fd), static_cast<std::uint64_t>(size));
  return done;
}

int rename_at(int from_directory, const char* from, int to_directory, const char* to,
              unsigned flags) {
  const Place old_place = place_of(from_directory, from);
  const Place new_place = place_of(to_directory, to);
  const Tracked call(Call::Rename, old_place.is_ours ? old_place : new_place);
  if (call.fails()) return -1;
  const std::uint64_t file = call.is_logged() ? inode(from_directory, from) : 0;
  const int done =
      static_cast<int>(syscall(SYS_renameat2, from_directory, from, to_directory, to, flags));
  if (done == 0) call.log(file, 0, new_place.text);
  return done;
}

int link_at(int from_directory, const char* from, int to_directory, const char* to, int flags) {
  const Place old_place = place_of(from_directory, from);
  const Place new_place = place_of(to_directory, to);
  const Tracked call(Call::Link, new_place);
  if (call.fails()) return -1;
  const int done =
      static_cast<int>(syscall(SYS_linkat, from_directory, from, to_directory, to, flags));
  if (done == 0) call.log(inode(to_directory, to), 0, old_place.text);
  return done;
}

int unlink_at(int directory, const char* path, int flags) {
  const Place place = place_of(directory, path);
  const Tracked call((flags & AT_REMOVEDIR) != 0 ? Call::RemoveDirectory : Call::Unlink, place);
  if (call.fails()) return -1;
  const std::uint64_t file = call.is_logged() ? inode(directory, path) : 0;
  const int done = static_cast<int>(syscall(SYS_unlinkat, directory, path, flags));
  if (done == 0) call.log(file);
  return done;
}

int make_directory(int directory, const char* path, mode_t mode) {
  const Place place = place_of(directory, path);
  const Tracked call(Call::MakeDirectory, place);
  if (call.fails()) return -1;
  const int done = static_cast<int>(syscall(SYS_mkdirat, directory, path, mode));
  if (done == 0) call.log(inode(directory, path));
  return done;
}

int close_one(int fd) {
  const Place place = place_of(fd);
  const Tracked call(Call::Close, place);
  const int done =
      static_cast<int>(syscall(SYS_close, fd));  // a close that fails closes all the same
  return call.fails() ? -1 : done;
}

int stat_at(int directory, const char* path, struct stat* status, int flags) {
  const Place place = place_of(directory, path);
  const Tracked call(Call::Stat, place);
  if (call.fails()) return -1;
  return static_cast<int>(syscall(SYS_newfstatat, directory, path, status, flags));
}

int stat_fd(int fd, struct stat* status) {
  const Place place = place_of(fd);
  const Tracked call(Call::Stat, place);
  if (call.fails()) return -1;
  return static_cast<int>(syscall(SYS_fstat, fd, status));
}

void* map(void* address, std::size_t size, int protection, int flags, int fd, off_t offset) {
  const auto really = [&] {
    return reinterpret_cast<void*>(syscall(SYS_mmap, address, size, protection, flags, fd, offset));
  };
  if (control == nullptr || fd < 0 || (flags & MAP_ANONYMOUS) != 0) return really();
  const Place place = place_of(fd);
  const Tracked call(Call::Map, place);
  if (call.fails()) return MAP_FAILED;
  // Writes through a mapping would be missing in the log.
  if (place.is_ours && (protection & PROT_WRITE) != 0 && (flags & MAP_PRIVATE) == 0) {
    static constexpr char kText[] = "faults: a file is mapped to be written\n";
    (void)!syscall(SYS_write, STDERR_FILENO, kText, sizeof kText - 1);
    abort();
  }
  return really();
}

/// Copies that the kernel makes are logged as writes of what is there then.
ssize_t copied(int out, std::uint64_t at, ssize_t n, const Tracked& call) {
  if (n <= 0 || !call.is_logged()) return n;
  char path[PATH_MAX];
  if (!path_of(out, path)) return n;
  const int fd = static_cast<int>(syscall(SYS_openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC, 0));
  char block[65536];
  for (std::uint64_t done = 0; done < static_cast<std::uint64_t>(n);) {
    const long got = syscall(SYS_pread64, fd, block, sizeof block, at + done);
    if (got <= 0) _exit(125);
    const std::uint64_t part =
        done + static_cast<std::uint64_t>(got) > static_cast<std::uint64_t>(n)
            ? static_cast<std::uint64_t>(n) - done
            : static_cast<std::uint64_t>(got);
    call.log(inode(out), at + done, "", block, part);
    done += part;
  }
  syscall(SYS_close, fd);
  return n;
}

ssize_t copy_range(int in, off64_t* in_offset, int out, off64_t* out_offset, std::size_t size,
                   unsigned flags) {
  const Place place = place_of(out);
  const Tracked call(Call::Write, place);
  if (call.fails()) return -1;
  const std::uint64_t at =
      out_offset != nullptr ? static_cast<std::uint64_t>(*out_offset) : position(out);
  return copied(
      out, at, syscall(SYS_copy_file_range, in, in_offset, out, out_offset, call.size(size), flags),
      call);
}

ssize_t send(int out, int in, off_t* offset, std::size_t size) {
  const Place place = place_of(out);
  const Tracked call(Call::Write, place);
  if (call.fails()) return -1;
  const std::uint64_t at = position(out);
  return copied(out, at, syscall(SYS_sendfile, out, in, offset, call.size(size)), call);
}

FILE* open_stream(const char* path, const char* mode) {
  int flags = strchr(mode, '+') != nullptr ? O_RDWR : (mode[0] == 'r' ? O_RDONLY : O_WRONLY);
  if (mode[0] == 'w') flags |= O_CREAT | O_TRUNC;
  if (mode[0] == 'a') flags |= O_CREAT | O_APPEND;
  if (strchr(mode, 'e') != nullptr) flags |= O_CLOEXEC;
  if (strchr(mode, 'x') != nullptr) flags |= O_EXCL;
  const int fd = open_at(AT_FDCWD, path, flags, 0666);
  return fd < 0 ? nullptr : fdopen(fd, mode);
}

mode_t mode_in(int flags, va_list arguments) {
  return (flags & (O_CREAT | __O_TMPFILE)) != 0 ? va_arg(arguments, mode_t) : 0;
}

template <typename Function>
Function next(const char* name) {
  return reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
}

}  // namespace
}  // namespace faults

using namespace faults;

#define OPEN(name)                                    \
  EXPORT int name(const char* path, int flags, ...) { \
    va_list arguments;                                \
    va_start(arguments, flags);                       \
    const mode_t mode = mode_in(flags, arguments);    \
    va_end(arguments);                                \
    return open_at(AT_FDCWD, path, flags, mode);      \
  }
#define OPENAT(name)                                                 \
  EXPORT int name(int directory, const char* path, int flags, ...) { \
    va_list arguments;                                               \
    va_start(arguments, flags);                                      \
    const mode_t mode = mode_in(flags, arguments);                   \
    va_end(arguments);                                               \
    return open_at(directory, path, flags, mode);                    \
  }
OPEN(open)
OPEN(open64)
OPENAT(openat)
OPENAT(openat64)
EXPORT int __open_2(const char* path, int flags) {
  return open_at(AT_FDCWD, path, flags, 0);
}
EXPORT int __open64_2(const char* path, int flags) {
  return open_at(AT_FDCWD, path, flags, 0);
}
EXPORT int __openat_2(int directory, const char* path, int flags) {
  return open_at(directory, path, flags, 0);
}
EXPORT int __openat64_2(int directory, const char* path, int flags) {
  return open_at(directory, path, flags, 0);
}
EXPORT int creat(const char* path, mode_t mode) {
  return open_at(AT_FDCWD, path, O_WRONLY | O_CREAT | O_TRUNC, mode);
}
EXPORT int creat64(const char* path, mode_t mode) {
  return creat(path, mode);
}
EXPORT FILE* fopen(const char* path, const char* mode) {
  return open_stream(path, mode);
}
EXPORT FILE* fopen64(const char* path, const char* mode) {
  return open_stream(path, mode);
}

EXPORT ssize_t write(int fd, const void* bytes, size_t size) {
  return write_at(fd, bytes, size, nullptr);
}
EXPORT ssize_t pwrite(int fd, const void* bytes, size_t size, off_t offset) {
  return write_at(fd, bytes, size, &offset);
}
EXPORT ssize_t pwrite64(int fd, const void* bytes, size_t size, off64_t offset) {
  return write_at(fd, bytes, size, &offset);
}
EXPORT ssize_t writev(int fd, const iovec* parts, int count) {
  return write_parts(fd, parts, count, nullptr);
}
EXPORT ssize_t pwritev(int fd, const iovec* parts, int count, off_t offset) {
  return write_parts(fd, parts, count, &offset);
}
EXPORT ssize_t pwritev64(int fd, const iovec* parts, int count, off64_t offset) {
  return write_parts(fd, parts, count, &offset);
}

EXPORT ssize_t read(int fd, void* bytes, size_t size) {
  return read_at(fd, bytes, size, nullptr);
}
EXPORT ssize_t __read_chk(int fd, void* bytes, size_t size, size_t) {
  return read_at(fd, bytes, size, nullptr);
}
EXPORT ssize_t pread(int fd, void* bytes, size_t size, off_t offset) {
  return read_at(fd, bytes, size, &offset);
}
EXPORT ssize_t pread64(int fd, void* bytes, size_t size, off64_t offset) {
  return read_at(fd, bytes, size, &offset);
}
EXPORT ssize_t __pread_chk(int fd, void* bytes, size_t size, off_t offset, size_t) {
  return read_at(fd, bytes, size, &offset);
}
EXPORT ssize_t __pread64_chk(int fd, void* bytes, size_t size, off64_t offset, size_t) {
  return read_at(fd, bytes, size, &offset);
}

EXPORT int close(int fd) {
  return close_one(fd);
}
EXPORT int fclose(FILE* file) {
  static const auto real = next<int (*)(FILE*)>("fclose");
  const Place place = place_of(fileno(file));
  const Tracked call(Call::Close, place);
  const int done = real(file);
  return call.fails() ? EOF : done;
}

EXPORT int fsync(int fd) {
  return faults::sync(fd);
}
EXPORT int fdatasync(int fd) {
  return faults::sync(fd);
}
EXPORT int sync_file_range(int fd, off64_t, off64_t, unsigned) {
  // Makes nothing durable: neither names nor the disk's own cache.
  return static_cast<int>(syscall(SYS_fcntl, fd, F_GETFD)) < 0 ? -1 : 0;
}
EXPORT int syncfs(int fd) {
  const Place place = place_of(fd);
  const Tracked call(Call::SyncAll, place);
  if (call.fails()) return -1;
  if (!call.is_skipped()) call.log(inode(fd));
  return 0;
}

EXPORT int ftruncate(int fd, off_t size) noexcept {
  return truncate_to(fd, size);
}
EXPORT int ftruncate64(int fd, off64_t size) noexcept {
  return truncate_to(fd, size);
}
EXPORT int truncate(const char* path, off_t size) noexcept {
  const int fd = open_at(AT_FDCWD, path, O_WRONLY | O_CLOEXEC, 0);
  if (fd < 0) return -1;
  const int done = truncate_to(fd, size);
  return close_one(fd) == 0 ? done : -1;
}
EXPORT int truncate64(const char* path, off64_t size) noexcept {
  return truncate(path, size);
}
EXPORT int fallocate(int fd, int, off_t offset, off_t size) {
  return truncate_to(fd, offset + size);
}
EXPORT int fallocate64(int fd, int mode, off64_t offset, off64_t size) {
  return fallocate(fd, mode, offset, size);
}
EXPORT int posix_fallocate(int fd, off_t offset, off_t size) {
  return fallocate(fd, 0, offset, size) == 0 ? 0 : errno;
}
EXPORT int posix_fallocate64(int fd, off64_t offset, off64_t size) {
  return posix_fallocate(fd, offset, size);
}

EXPORT int rename(const char* from, const char* to) noexcept {
  return rename_at(AT_FDCWD, from, AT_FDCWD, to, 0);
}
EXPORT int renameat(int from_directory, const char* from, int to_directory,
                    const char* to) noexcept {
  return rename_at(from_directory, from, to_directory, to, 0);
}
EXPORT int renameat2(int from_directory, const char* from, int to_directory, const char* to,
                     unsigned flags) noexcept {
  return rename_at(from_directory, from, to_directory, to, flags);
}
EXPORT int link(const char* from, const char* to) noexcept {
  return link_at(AT_FDCWD, from, AT_FDCWD, to, 0);
}
EXPORT int linkat(int from_directory, const char* from, int to_directory, const char* to,
                  int flags) noexcept {
  return link_at(from_directory, from, to_directory, to, flags);
}
EXPORT int unlink(const char* path) noexcept {
  return unlink_at(AT_FDCWD, path, 0);
}
EXPORT int unlinkat(int directory, const char* path, int flags) noexcept {
  return unlink_at(directory, path, flags);
}
EXPORT int rmdir(const char* path) noexcept {
  return unlink_at(AT_FDCWD, path, AT_REMOVEDIR);
}
EXPORT int remove(const char* path) noexcept {
  const int done = unlink_at(AT_FDCWD, path, 0);
  return done != 0 && errno == EISDIR ? unlink_at(AT_FDCWD, path, AT_REMOVEDIR) : done;
}
EXPORT int mkdir(const char* path, mode_t mode) noexcept {
  return make_directory(AT_FDCWD, path, mode);
}
EXPORT int mkdirat(int directory, const char* path, mode_t mode) noexcept {
  return make_directory(directory, path, mode);
}

EXPORT int stat(const char* path, struct stat* status) noexcept {
  return stat_at(AT_FDCWD, path, status, 0);
}
EXPORT int stat64(const char* path, struct stat64* status) noexcept {
  return stat_at(AT_FDCWD, path, reinterpret_cast<struct stat*>(status), 0);
}
EXPORT int lstat(const char* path, struct stat* status) noexcept {
  return stat_at(AT_FDCWD, path, status, AT_SYMLINK_NOFOLLOW);
}
EXPORT int lstat64(const char* path, struct stat64* status) noexcept {
  return stat_at(AT_FDCWD, path, reinterpret_cast<struct stat*>(status), AT_SYMLINK_NOFOLLOW);
}
EXPORT int fstat(int fd, struct stat* status) noexcept {
  return stat_fd(fd, status);
}
EXPORT int fstat64(int fd, struct stat64* status) noexcept {
  return stat_fd(fd, reinterpret_cast<struct stat*>(status));
}
EXPORT int fstatat(int directory, const char* path, struct stat* status, int flags) noexcept {
  return stat_at(directory, path, status, flags);
}
EXPORT int fstatat64(int directory, const char* path, struct stat64* status, int flags) noexcept {
  return stat_at(directory, path, reinterpret_cast<struct stat*>(status), flags);
}

EXPORT void* mmap(void* address, size_t size, int protection, int flags, int fd,
                  off_t offset) noexcept {
  return map(address, size, protection, flags, fd, offset);
}
EXPORT void* mmap64(void* address, size_t size, int protection, int flags, int fd,
                    off64_t offset) noexcept {
  return map(address, size, protection, flags, fd, offset);
}

EXPORT ssize_t copy_file_range(int in, off64_t* in_offset, int out, off64_t* out_offset,
                               size_t size, unsigned flags) {
  return copy_range(in, in_offset, out, out_offset, size, flags);
}
EXPORT ssize_t sendfile(int out, int in, off_t* offset, size_t size) noexcept {
  return send(out, in, offset, size);
}
EXPORT ssize_t sendfile64(int out, int in, off64_t* offset, size_t size) noexcept {
  return send(out, in, offset, size);
}

EXPORT DIR* opendir(const char* path) {
  const int fd = open_at(AT_FDCWD, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NONBLOCK, 0);
  return fd < 0 ? nullptr : fdopendir(fd);
}
EXPORT dirent* readdir(DIR* directory) {
  static const auto real = next<dirent* (*)(DIR*)>("readdir");
  const Place place = place_of(dirfd(directory));
  const Tracked call(Call::List, place);
  return call.fails() ? nullptr : real(directory);
}
EXPORT dirent64* readdir64(DIR* directory) {
  static const auto real = next<dirent64* (*)(DIR*)>("readdir64");
  const Place place = place_of(dirfd(directory));
  const Tracked call(Call::List, place);
  return call.fails() ? nullptr : real(directory);
}

EXPORT int clock_gettime(clockid_t clock, timespec* time) noexcept {
  if (control != nullptr && clock == CLOCK_REALTIME) {
    *time = {kNow, 0};
    return 0;
  }
  const int done = static_cast<int>(syscall(SYS_clock_gettime, clock, time));
  if (control != nullptr && clock == CLOCK_MONOTONIC && control->clock_step_s != 0) {
    time->tv_sec += static_cast<time_t>(control->clock_step_s * ++control->clock_reads);
  }
  return done;
}
EXPORT int gettimeofday(timeval* time, void*) noexcept {
  timespec now{};
  const int done = clock_gettime(CLOCK_REALTIME, &now);
  *time = {now.tv_sec, now.tv_nsec / 1000};
  return done;
}
EXPORT time_t time(time_t* out) noexcept {
  timespec now{};
  clock_gettime(CLOCK_REALTIME, &now);
  if (out != nullptr) *out = now.tv_sec;
  return now.tv_sec;
}

// SPDX-License-Identifier: GPL-2.0-or-later
// inotify(7).
#include "indexer/commands/add/watch.h"

#include "common/archive/manifest.h"
#include "common/errors/errors.h"
#include "indexer/commands/add/stop_signal.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

#include <fmt/format.h>
#include <poll.h>
#include <sys/inotify.h>
#include <unistd.h>

namespace dateline::commands {
namespace fs = std::filesystem;
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kQuiet{300};
constexpr std::chrono::milliseconds kLongest{2000};

constexpr std::uint32_t kEvents =
    IN_CLOSE_WRITE | IN_MOVED_TO | IN_CREATE | IN_ONLYDIR | IN_DONT_FOLLOW;

[[noreturn]] void fail(const fs::path& directory) {
  const bool no_more = errno == ENOSPC;
  throw Error(Code::Machine,
              fmt::format("cannot watch {}: {}", directory.string(), std::strerror(errno)),
              no_more ? "raise fs.inotify.max_user_watches: each directory takes one" : "");
}

}  // namespace

Watch::Watch(fs::path directory, Patterns left_out)
    : root_(std::move(directory)), left_out_(std::move(left_out)) {
  if (!fs::is_directory(root_)) {
    throw Error(Code::Usage, fmt::format("cannot watch {}: it is not a directory", root_.string()));
  }
  events_ = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
  if (events_ < 0) fail(root_);
  watch_tree(root_);
}

Watch::~Watch() {
  close(events_);
}

void Watch::watch_one(const fs::path& directory) {
  // The root may be a link; links below it are not followed.
  const std::uint32_t events =
      directory == root_ ? kEvents & ~std::uint32_t{IN_DONT_FOLLOW} : kEvents;
  const int number = inotify_add_watch(events_, directory.c_str(), events);
  if (number >= 0) {
    watched_[number] = directory;
  } else if (errno == ENOSPC || directory == root_) {
    fail(directory);
  }  // otherwise it is gone or unreadable, which indexing reports
}

void Watch::watch_tree(const fs::path& directory) {
  watch_one(directory);
  std::error_code gone;  // what was deleted meanwhile needs no watch
  fs::recursive_directory_iterator it(directory, fs::directory_options::skip_permission_denied,
                                      gone);
  for (const fs::recursive_directory_iterator end; !gone && it != end; it.increment(gone)) {
    if (!it->is_directory(gone) || it->is_symlink(gone)) continue;
    if (is_archive(it->path())) {
      it.disable_recursion_pending();
    } else {
      watch_one(it->path());
    }
  }
}

void Watch::arrived(const fs::path& path) {
  if (fs::is_directory(fs::symlink_status(path))) {
    if (is_archive(path)) return;
    // Files may have arrived before the watch was set. One that is still being written is reported
    // again when closed.
    watch_tree(path);
    for (const Source& source : find_sources(path, left_out_)) arrived_.insert(source.path);
  } else {
    arrived_.insert(path);
  }
}

void Watch::take_events() {
  alignas(inotify_event) std::array<char, 65536> block{};
  ssize_t n = 0;
  while ((n = read(events_, block.data(), block.size())) > 0) {
    for (const char* at = block.data(); at < block.data() + n;) {
      const auto& event = *reinterpret_cast<const inotify_event*>(at);
      at += sizeof(inotify_event) + event.len;
      if ((event.mask & IN_Q_OVERFLOW) != 0) {
        // Which files were missed is unknown; those already indexed will be skipped.
        arrived(root_);
      } else if ((event.mask & IN_IGNORED) != 0) {
        watched_.erase(event.wd);
      } else if (const auto in = watched_.find(event.wd); in != watched_.end() && event.len != 0) {
        const bool is_directory = (event.mask & IN_ISDIR) != 0;
        // A file that was only created is not yet written.
        if (is_directory || (event.mask & IN_CREATE) == 0) arrived(in->second / event.name);
      }
    }
  }
}

std::vector<Source> Watch::arrivals(std::chrono::milliseconds patience) {
  auto last_moment = Clock::time_point::max();
  while (stop_signal() == 0) {
    std::array<pollfd, 2> ends = {{{events_, POLLIN, 0}, {stop_descriptor(), POLLIN, 0}}};
    const auto timeout = arrived_.empty() ? patience : kQuiet;
    const int ready = poll(ends.data(), ends.size(), static_cast<int>(timeout.count()));
    take_events();
    if (arrived_.empty()) {
      if (ready == 0) break;
      continue;
    }
    if (last_moment == Clock::time_point::max()) last_moment = Clock::now() + kLongest;
    if (ready > 0 && Clock::now() < last_moment) continue;
    std::vector<Source> sources;
    for (const fs::path& path : std::exchange(arrived_, {})) {
      // A file under a temporary name has another one by now.
      if (auto one = source_below(root_, path, left_out_)) sources.push_back(std::move(*one));
    }
    if (!sources.empty()) return sources;
    last_moment = Clock::time_point::max();
  }
  return {};
}

}  // namespace dateline::commands

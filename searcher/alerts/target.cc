// SPDX-License-Identifier: GPL-2.0-or-later
// Files are written completely or not at all, as far as the file system can. The target may hang,
// so a separate process delivers, and is abandoned after a while.
#include "searcher/alerts/target.h"

#include "common/disk/file.h"
#include "common/errors/errors.h"
#include "common/process/child.h"
#include "common/text/utf8.h"
#include "searcher/alerts/mail.h"
#include "searcher/export/formats/format.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <functional>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

namespace dateline::alerts {
namespace fs = std::filesystem;
namespace {

constexpr std::array<std::pair<std::string_view, Way>, 4> kWays = {{{"jsonl:", Way::JsonLines},
                                                                    {"atom:", Way::Atom},
                                                                    {"maildir:", Way::Maildir},
                                                                    {"command:", Way::Command}}};

[[noreturn]] void fail(const std::string& what, const std::string& where) {
  throw Error(code_of(errno), fmt::format("{} {}: {}", what, where, std::strerror(errno)),
              {"make it writable, or set another", Setting::DeliverTo});
}

std::string formatted(std::string_view format_name, const Delivery& delivery,
                      const std::vector<const Parcel*>& parcels) {
  const ExportFormat& format = export_format(format_name);
  const Feed feed{delivery.uuid, delivery.query, {}, delivery.now};
  std::string out;
  if (format.begin != nullptr) format.begin(feed, out);
  for (const Parcel* parcel : parcels) format.add(feed, parcel->record, out);
  out += format.end;
  return out;
}

std::string json_lines(const Delivery& delivery) {
  std::vector<const Parcel*> parcels;
  for (const Parcel& parcel : delivery.fresh) parcels.push_back(&parcel);
  return formatted("jsonl", delivery, parcels);
}

/// Throws Error (Usage) unless it can safely be written: a pipe or a device may hang, and someone
/// else may have redirected a link.
void expect_file(mode_t mode, const std::string& path) {
  if (S_ISREG(mode)) return;
  if (S_ISDIR(mode)) {
    errno = EISDIR;
    fail("cannot write", path);
  }
  throw Error(
      Code::Usage,
      fmt::format("{} is {}", path, S_ISLNK(mode) ? "a symbolic link" : "not a regular file"),
      {"jsonl: and atom: deliver into files; set one", Setting::DeliverTo});
}

void expect_file_or_nothing(const std::string& path) {
  struct stat about {};
  if (lstat(path.c_str(), &about) == 0) expect_file(about.st_mode, path);
}

/// A file to append to.
class Appended {
 public:
  explicit Appended(std::string path) : path_(std::move(path)) {
    expect_file_or_nothing(path_);
    // If it has become a pipe or a link meanwhile, opening it fails or does not hang.
    fd_ = disk::try_open(path_, O_RDWR | O_CREAT | O_APPEND | O_NONBLOCK | O_NOFOLLOW | O_NOCTTY);
    struct stat about {};
    if (!fd_ || fstat(fd_.get(), &about) != 0) fail("cannot write", path_);
    expect_file(about.st_mode, path_);
    size_ = about.st_size;
    // It may be new: articles must not be lost with its name.
    if (size_ == 0) disk::sync_directory(fs::absolute(path_).parent_path());
  }

  /// A crash leaves a line without an end, which is delivered again.
  void drop_torn_line() {
    std::array<char, 4096> block{};
    off_t end = size_;
    while (end > 0) {
      const off_t from = std::max<off_t>(0, end - static_cast<off_t>(block.size()));
      const ssize_t n =
          disk::pread(fd_.get(), block.data(), static_cast<std::size_t>(end - from), from);
      if (n != end - from) fail("cannot read", path_);
      const std::string_view text(block.data(), static_cast<std::size_t>(n));
      const std::size_t newline = text.rfind('\n');
      end = newline == std::string_view::npos ? from : from + static_cast<off_t>(newline) + 1;
      if (newline != std::string_view::npos) break;
    }
    if (end != size_ && ftruncate(fd_.get(), end) != 0) fail("cannot write", path_);
    size_ = end;
  }

  /// Leaves the file as it was on failure.
  void append(std::string_view bytes) {
    if (!disk::try_write_all(fd_.get(), bytes)) undo();
    if (fsync(fd_.get()) != 0) undo();
  }

 private:
  [[noreturn]] void undo() {
    const int error = errno;
    (void)!ftruncate(fd_.get(), size_);
    errno = error;
    fail("cannot write", path_);
  }

  std::string path_;
  disk::Fd fd_;
  off_t size_ = 0;
};

void append_json_lines(const std::string& path, const Delivery& delivery) {
  const std::string lines = json_lines(delivery);
  Appended file(path);
  file.drop_torn_line();
  file.append(lines);
}

/// Newest first, as feed readers show them.
void replace_feed(const std::string& path, const Delivery& delivery) {
  std::vector<const Parcel*> parcels;
  for (const auto* list : {&delivery.earlier, &delivery.fresh}) {
    for (const Parcel& parcel : *list) parcels.push_back(&parcel);
  }
  std::reverse(parcels.begin(), parcels.end());
  if (parcels.size() > kFeedArticles) parcels.resize(kFeedArticles);
  expect_file_or_nothing(path);
  disk::replace_file(path, formatted("atom", delivery, parcels));
}

void run_command(const std::string& command, const Delivery& delivery) {
  const ChildOutcome outcome =
      run_child({"/bin/sh", "-c", command},
                {json_lines(delivery),
                 {"DATELINE_ALERT=" + delivery.name, "DATELINE_ARCHIVE=" + delivery.archive}});
  if (outcome.exit_code != 0) {
    throw Error(Code::Machine,
                fmt::format("the command ended with exit code {}", outcome.exit_code));
  }
}

void check_directory_of(const std::string& path) {
  const fs::path directory = fs::absolute(path).parent_path();
  if (access(directory.c_str(), W_OK | X_OK) != 0) fail("cannot write to", directory.string());
}

/// Throws what `work` throws, and Error (Machine) when it takes too long.
void in_time(const Target& target, const std::function<void()>& work) {
  if (run_apart(work, std::chrono::seconds(kDeliverySeconds))) return;
  throw Error(Code::Machine, fmt::format("{} took over {} seconds and was stopped",
                                         target.way == Way::Command ? "the command" : target.where,
                                         kDeliverySeconds));
}

}  // namespace

Target read_target(std::string_view given) {
  for (const auto& [prefix, way] : kWays) {
    if (!given.starts_with(prefix)) continue;
    const std::string_view where = text::trim(given.substr(prefix.size()));
    if (!where.empty()) return {way, std::string(where)};
  }
  throw Error(Code::Usage, fmt::format("'{}' does not say where to deliver", given),
              "write jsonl:FILE, atom:FILE, maildir:DIR or command:COMMAND");
}

Target settled(const Target& target) {
  if (target.way == Way::Command) return target;
  fs::path path = fs::absolute(target.where).lexically_normal();
  if (fs::is_symlink(path)) path = fs::weakly_canonical(path);
  return {target.way, path.string()};
}

std::string text_of(const Target& target) {
  const auto way = std::find_if(kWays.begin(), kWays.end(),
                                [&](const auto& one) { return one.second == target.way; });
  return std::string(way->first) + target.where;
}

void check_target(const Target& target) {
  in_time(target, [&] {
    switch (target.way) {
      case Way::JsonLines:
        Appended(target.where).append("");
        return;
      case Way::Atom:
        expect_file_or_nothing(target.where);
        return check_directory_of(target.where);
      case Way::Maildir:
        return make_maildir(target.where);
      case Way::Command:
        if (run_child({"/bin/sh", "-n", "-c", target.where}, {}).exit_code != 0) {
          throw Error(Code::Usage, "the shell cannot read the command", "correct it and try again");
        }
    }
  });
}

void deliver(const Target& target, const Delivery& delivery) {
  in_time(target, [&] {
    switch (target.way) {
      case Way::JsonLines:
        return append_json_lines(target.where, delivery);
      case Way::Atom:
        return replace_feed(target.where, delivery);
      case Way::Maildir:
        return put_into_maildir(target.where, delivery);
      case Way::Command:
        return run_command(target.where, delivery);
    }
  });
}

}  // namespace dateline::alerts

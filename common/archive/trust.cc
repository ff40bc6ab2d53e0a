// SPDX-License-Identifier: GPL-2.0-or-later
// A small file, replaced as a whole under a lock.
#include "common/archive/trust.h"

#include "common/archive/state.h"
#include "common/disk/file.h"
#include "common/disk/lock.h"
#include "common/errors/errors.h"
#include "common/text/shell_word.h"
#include "common/text/utf8.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <functional>
#include <string_view>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

namespace dateline {
namespace fs = std::filesystem;
namespace {

/// Another process writes a few lines, and is done.
constexpr std::chrono::milliseconds kPatience{5'000};

fs::path trust_file() {
  const fs::path directory = state_directory();
  if (directory.empty()) {
    throw Error(Code::Machine, "there is no place to remember trusted archives",
                "set HOME or XDG_STATE_HOME");
  }
  return directory / "trust";
}

/// Files that others may write to are not believed.
bool is_of_machine(const struct stat& about) {
  return about.st_uid == 0 && (about.st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

/// On many systems each user is a group, whose members are the user.
bool is_of_user(const struct stat& about) {
  return (about.st_uid == 0 || about.st_uid == geteuid()) && (about.st_mode & S_IWOTH) == 0;
}

/// Empty if there is no such file. Throws Error (Machine) if it cannot be believed.
std::string content_of(const fs::path& file, bool (*may_be_believed)(const struct stat&)) {
  const disk::Fd fd = disk::try_open(file, O_RDONLY | O_NONBLOCK);
  if (!fd && (errno == ENOENT || errno == ENOTDIR)) return "";
  if (!fd) disk::fail("cannot open", file);
  struct stat about {};
  if (fstat(fd.get(), &about) != 0) disk::fail("cannot read", file);
  if (!S_ISREG(about.st_mode) || !may_be_believed(about)) {
    throw Error(Code::Machine,
                fmt::format("{} is ignored: it must be a file that only its owner can write to",
                            file.string()),
                "fix that with chown and chmod, or remove it");
  }
  std::string content(static_cast<std::size_t>(about.st_size), '\0');
  const ssize_t n = disk::pread(fd.get(), content.data(), content.size(), 0);
  if (n < 0) disk::fail("cannot read", file);
  content.resize(static_cast<std::size_t>(n));
  return content;
}

/// Lines that are not ours, such as comments, are skipped.
std::vector<TrustedArchive> read_lines(std::string_view text) {
  std::vector<TrustedArchive> all;
  while (!text.empty()) {
    const std::string_view line = text::trim(text.substr(0, text.find('\n')));
    text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
    const std::size_t blank = line.find(' ');
    if (blank == std::string_view::npos || line.starts_with('#')) continue;
    TrustedArchive one{std::string(line.substr(0, blank)), text::trim(line.substr(blank))};
    if (one.place.is_absolute()) all.push_back(std::move(one));
  }
  return all;
}

bool holds(const std::vector<TrustedArchive>& all, const std::string& uuid, const fs::path& place) {
  return std::any_of(all.begin(), all.end(), [&](const TrustedArchive& one) {
    return one.uuid == uuid && one.place == place;
  });
}

/// Applies `change` to what this user trusts, and saves it.
void rewrite(const std::function<void(std::vector<TrustedArchive>&)>& change) {
  const fs::path directory = trust_file().parent_path();
  make_private_directory(directory);
  const disk::WriteLock lock(directory, kPatience);
  std::vector<TrustedArchive> all = trusted_archives();
  change(all);
  std::string text;
  for (const TrustedArchive& one : all) {
    text += fmt::format("{} {}\n", one.uuid, one.place.string());
  }
  disk::replace_file(trust_file(), text);
}

}  // namespace

bool is_trusted(const fs::path& archive, const std::string& uuid, const fs::path& machine) {
  const auto is_in = [&](const auto& read) {
    try {
      return holds(read_lines(read()), uuid, fs::canonical(archive));
    } catch (const Error&) {
      return false;
    } catch (const fs::filesystem_error&) {
      return false;
    }
  };
  return is_in([] { return content_of(trust_file(), is_of_user); }) ||
         is_in([&] { return content_of(machine, is_of_machine); });
}

void trust(const fs::path& archive, const std::string& uuid) {
  const fs::path place = fs::canonical(archive);
  const std::string line = place.string();
  if (text::trim(line) != line || line.find('\n') != std::string::npos) {
    throw Error(Code::Usage,
                fmt::format("{} cannot be remembered: its path has a line break, or ends with a "
                            "blank",
                            line),
                "give it another name");
  }
  rewrite([&](std::vector<TrustedArchive>& all) {
    std::erase_if(all, [&](const TrustedArchive& one) { return one.place == place; });
    all.push_back({uuid, place});
  });
}

bool forget_trust(const fs::path& archive) {
  const fs::path place = fs::weakly_canonical(fs::absolute(archive));
  bool was_trusted = false;
  rewrite([&](std::vector<TrustedArchive>& all) {
    was_trusted =
        std::erase_if(all, [&](const TrustedArchive& one) { return one.place == place; }) != 0;
  });
  return was_trusted;
}

std::vector<TrustedArchive> trusted_archives() {
  return read_lines(content_of(trust_file(), is_of_user));
}

std::string trust_command(const fs::path& archive) {
  return fmt::format("dateline-index trust {}", text::plain_shell_word(archive.string()));
}

}  // namespace dateline

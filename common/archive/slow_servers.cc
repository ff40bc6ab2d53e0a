// SPDX-License-Identifier: GPL-2.0-or-later
// A small file, replaced as a whole; if two processes write at the same time, one update is lost.
#include "common/archive/slow_servers.h"

#include "common/archive/state.h"
#include "common/disk/file.h"

#include <chrono>
#include <exception>
#include <filesystem>
#include <map>
#include <sstream>

#include <fmt/format.h>

namespace dateline {
namespace {

constexpr std::int64_t kNotedSeconds = 60;

std::filesystem::path slow_servers_file() {
  const std::filesystem::path runtime = directory_in_environment("XDG_RUNTIME_DIR");
  const std::filesystem::path directory =
      runtime.empty() ? state_directory() : runtime / "dateline";
  return directory.empty() ? directory : directory / "slow-servers";
}

std::int64_t seconds_now() {
  using std::chrono::system_clock;
  return std::chrono::duration_cast<std::chrono::seconds>(system_clock::now().time_since_epoch())
      .count();
}

/// When each was noted, of those that still count.
std::map<std::string, std::int64_t> noted_servers(const std::filesystem::path& file) {
  std::map<std::string, std::int64_t> noted;
  if (file.empty() || !std::filesystem::exists(file)) return noted;
  std::istringstream lines(disk::read_file(file));
  const std::int64_t now = seconds_now();
  std::int64_t when = 0;
  for (std::string server; lines >> when && lines.get() == ' ' && std::getline(lines, server);) {
    if (when <= now && now - when < kNotedSeconds) noted[server] = when;
  }
  return noted;
}

}  // namespace

std::set<std::string> slow_servers() noexcept {
  std::set<std::string> servers;
  try {
    for (const auto& [server, when] : noted_servers(slow_servers_file())) servers.insert(server);
  } catch (const std::exception&) {
    // They are asked in their own order.
  }
  return servers;
}

void note_slow_server(const std::string& server) noexcept {
  try {
    const std::filesystem::path file = slow_servers_file();
    if (file.empty()) return;
    auto noted = noted_servers(file);
    noted[server] = seconds_now();
    std::string text;
    for (const auto& [words, when] : noted) text += fmt::format("{} {}\n", when, words);
    make_private_directory(file.parent_path());
    disk::replace_file(file, text);
  } catch (const std::exception&) {
    // The next command waits for it once more.
  }
}

}  // namespace dateline

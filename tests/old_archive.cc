// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/old_archive.h"

#include <fstream>
#include <regex>
#include <sstream>
#include <stdexcept>

#include <fmt/format.h>
#include <xxhash.h>

namespace fs = std::filesystem;

namespace test {
namespace {

/// In place of the one address whose port has four digits and ends in `port`.
std::string with_address(const std::string& manifest, const std::string& port,
                         const std::string& address) {
  const std::regex old("remote 127\\.0\\.0\\.1:[0-9][0-9]" + port + "(?=\")");
  if (!std::regex_search(manifest, old)) throw std::runtime_error("no server has port " + port);
  return std::regex_replace(manifest, old, address);
}

}  // namespace

std::string sealed_again(const std::string& text) {
  const std::size_t comma = text.rfind(",\n  \"checksum\"");
  if (comma == std::string::npos) return text;
  return text.substr(0, comma) +
         fmt::format(",\n  \"checksum\": \"{:016x}\"\n}}\n", XXH3_64bits(text.data(), comma));
}

std::string old_archive_name(int format) {
  return fmt::format("format-{}", format);
}

void copy_old_archive(int format, const fs::path& to, const std::string& of_2016,
                      const std::string& of_2017) {
  fs::copy(fs::path(DATELINE_DATA) / "archives" / old_archive_name(format), to,
           fs::copy_options::recursive);
  const fs::path manifest = to / "archive.json";
  std::ostringstream text;
  text << std::ifstream(manifest, std::ios::binary).rdbuf();
  std::ofstream(manifest, std::ios::binary)
      << sealed_again(with_address(with_address(text.str(), "16", of_2016), "17", of_2017));
}

}  // namespace test

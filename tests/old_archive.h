// SPDX-License-Identifier: GPL-2.0-or-later
/// Archives of the formats that `upgrade` reads, as their programs wrote them
/// (tests/data/archives).
#pragma once

#include <filesystem>
#include <string>

namespace test {

/// A file of an archive whose text was changed: with the checksum of what it is now
/// (common/archive/sealed.h), if it had one.
std::string sealed_again(const std::string& text);

/// Of their directory, and of what is beside it: NAME-served, a database for each of its two
/// servers, and NAME.jsonl, the articles as the program of that format exported them.
std::string old_archive_name(int format);

/// Copies the archive of that format to `to`. Its shards 2016 and 2017 are then on the servers with
/// these addresses.
void copy_old_archive(int format, const std::filesystem::path& to, const std::string& of_2016,
                      const std::string& of_2017);

}  // namespace test

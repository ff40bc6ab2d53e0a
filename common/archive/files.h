// SPDX-License-Identifier: GPL-2.0-or-later
// The few file operations on which durability rests.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace dateline {

/// The whole file. Throws Error (MachineFailed) when it cannot be read.
std::string read_file(const std::filesystem::path& path);

/// Replaces `path` by a file with `content`: written beside it, fsynced, renamed over it, directory
/// fsynced. A crash leaves the old file or the new one. Throws Error (MachineFailed).
void replace_file(const std::filesystem::path& path, std::string_view content);

/// Makes everything below `directory`, itself included, survive a power cut.
void sync_tree(const std::filesystem::path& directory);

/// Makes the names in `directory` survive a power cut.
void sync_directory(const std::filesystem::path& directory);

/// Throws std::filesystem::filesystem_error ("No space left on device") when less than `bytes` are
/// free where `path` lies.
void require_space(const std::filesystem::path& path, std::uint64_t bytes);

/// Sum of the sizes of the regular files below `directory`, in bytes.
std::uint64_t tree_bytes(const std::filesystem::path& directory);

}  // namespace dateline

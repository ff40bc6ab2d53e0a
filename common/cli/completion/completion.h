// SPDX-License-Identifier: GPL-2.0-or-later
// Completion scripts for shells. They complete verbs, options, words from small sets, files,
// directories, archives and the saved searches of these, without running any program.
#pragma once

#include "common/cli/describe.h"

#include <string>
#include <string_view>

namespace dateline::cli {

std::string bash_completion(const Program& program);
std::string zsh_completion(const Program& program);
std::string fish_completion(const Program& program);

/// The text with a backslash before each of these characters.
std::string escaped(std::string_view text, std::string_view characters);

/// `text` with each "@P@" replaced by the identifier, "@NAME@" by the program's name,
/// "@MANIFEST@" by the file that makes a directory an archive and "@SAVED@" by the directory in it
/// that holds saved searches.
std::string filled_in(std::string_view text, const Program& program);

}  // namespace dateline::cli

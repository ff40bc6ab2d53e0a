// SPDX-License-Identifier: GPL-2.0-or-later
// The version of both programs.
#pragma once

namespace dateline {

/// "0.2.0", as CMakeLists.txt has it.
extern const char* const kVersion;

}  // namespace dateline

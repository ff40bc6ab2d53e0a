// SPDX-License-Identifier: GPL-2.0-or-later
// The page that `?` shows in the interactive mode.
#pragma once

#include <string>

namespace dateline::interactive {

std::string help_page();

}  // namespace dateline::interactive

// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/cli/version.h"

namespace dateline {

const char* const kVersion = DATELINE_VERSION;

}  // namespace dateline

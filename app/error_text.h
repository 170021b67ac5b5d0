#pragma once

#include <QString>

#include "engine/values/error.h"

namespace vitrine::app {

/// One sentence in the language of the interface: what went wrong, in which file, where, and why.
QString errorText(const Error& error);

} // namespace vitrine::app

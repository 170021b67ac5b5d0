#pragma once

#include <functional>

#include <QString>

#include "engine/values/expected.h"

class QIODevice;

namespace vitrine::widgets {

/// Lets `write` fill a file that appears whole or not at all. Error: FileUnwritable, also when
/// `write` answers false.
Expected<void> writeFile(const QString& path, const std::function<bool(QIODevice&)>& write);

} // namespace vitrine::widgets

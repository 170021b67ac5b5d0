#pragma once

#include <QDialog>

namespace vitrine::app {

class CommandRegistry;

/// Every command with its keys, and what mouse and keyboard do in the figures.
class ShortcutsDialog : public QDialog {
    Q_OBJECT
public:
    ShortcutsDialog(const CommandRegistry& commands, QWidget* parent);
};

} // namespace vitrine::app

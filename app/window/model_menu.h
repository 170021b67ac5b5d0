#pragma once

#include <QMenu>

#include "app/settings.h"
#include "app/workspace/laboratory.h"

namespace vitrine::app {

class CommandRegistry;

/// The quick choice under the model's name: built-in models, folders opened lately, and the way to
/// all others. Filled each time it opens.
class ModelMenu : public QMenu {
    Q_OBJECT
public:
    ModelMenu(Laboratory& laboratory, const Settings& settings, const CommandRegistry& commands,
        QWidget* parent);

Q_SIGNALS:
    void folderChosen(const std::filesystem::path& folder);

private:
    void fill();
    void addModel(const QString& title, const std::filesystem::path& folder);

    Laboratory& m_laboratory;
    const Settings& m_settings;
    const CommandRegistry& m_commands;
};

} // namespace vitrine::app

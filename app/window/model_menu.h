#pragma once

#include <QMenu>

#include "app/settings.h"
#include "app/workspace/laboratory.h"

namespace vitrine::app {

/// The quick choice under a model's name: built-in models, folders opened lately, and the commands
/// that lead further. Filled each time it opens.
class ModelMenu : public QMenu {
    Q_OBJECT
public:
    /// `commands` stand at its end.
    ModelMenu(Laboratory& laboratory, const Settings& settings, QList<QAction*> commands,
        QWidget* parent);

Q_SIGNALS:
    void folderChosen(const std::filesystem::path& folder);

private:
    void fill();
    void addModel(const QString& title, const std::filesystem::path& folder);

    Laboratory& m_laboratory;
    const Settings& m_settings;
    QList<QAction*> m_commands;
};

} // namespace vitrine::app

#include "app/window/model_menu.h"

#include <utility>

#include "app/model_text.h"

namespace vitrine::app {

ModelMenu::ModelMenu(
    Laboratory& laboratory, const Settings& settings, QList<QAction*> commands, QWidget* parent)
    : QMenu(parent), m_laboratory(laboratory), m_settings(settings),
      m_commands(std::move(commands)) {
    connect(this, &QMenu::aboutToShow, this, &ModelMenu::fill);
}

void ModelMenu::fill() {
    clear();
    for (const auto& info : m_laboratory.builtInModels()) {
        addModel(modelTitle(info) + QStringLiteral("   ") + modelSummary(info), info.path);
    }
    addSeparator();
    for (const auto& folder : m_settings.recentFolders()) {
        addModel(folderTitle(folder.toStdString()), folder.toStdString());
    }
    addSeparator();
    addActions(m_commands);
}

void ModelMenu::addModel(const QString& title, const std::filesystem::path& folder) {
    auto* action = addAction(title);
    action->setToolTip(QString::fromStdString(folder.string()));
    connect(action, &QAction::triggered, this, [this, folder] { Q_EMIT folderChosen(folder); });
}

} // namespace vitrine::app

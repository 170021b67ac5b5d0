#include "app/window/command_registry.h"

#include <QCoreApplication>

#include <utility>

namespace vitrine::app {

CommandRegistry::CommandRegistry(QObject* parent) : QObject(parent) {
}

QAction* CommandRegistry::add(
    const QString& id, const Text& text, const QKeySequence& shortcut, std::function<void()> run) {
    auto* action = new QAction(this);
    action->setObjectName(id);
    action->setShortcut(shortcut);
    connect(action, &QAction::triggered, this, [run = std::move(run)] { run(); });
    m_actions.append(action);
    m_byId.insert(id, action);
    m_texts.insert(action, text);
    translate(action);
    return action;
}

void CommandRegistry::retranslate() {
    for (auto* action : m_actions) {
        translate(action);
    }
}

void CommandRegistry::translate(QAction* action) const {
    const auto text = m_texts.value(action);
    action->setText(QCoreApplication::translate("Commands", text.title));
    auto tip = QCoreApplication::translate("Commands", text.tip);
    if (!action->shortcut().isEmpty()) {
        //: %1 is what a command does, %2 its shortcut
        tip = tr("%1 (%2)").arg(tip, action->shortcut().toString(QKeySequence::NativeText));
    }
    action->setToolTip(tip);
}

} // namespace vitrine::app

#pragma once

#include <QFrame>
#include <QList>

#include "widgets/common/parented_ptr.h"

class QAction;
class QLineEdit;
class QListWidget;
class QListWidgetItem;

namespace vitrine::app {

class CommandRegistry;

/// Finds any command by a few letters of its name: type, choose with the arrow keys, Return runs
/// it, Escape goes back.
class CommandPalette : public QFrame {
    Q_OBJECT
public:
    CommandPalette(const CommandRegistry& commands, QWidget* window);

    /// Opens over the upper middle of the window.
    void open();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void showMatches(const QString& query);
    void moveChoice(int key);
    void runChosen();

    const CommandRegistry& m_commands;
    widgets::parented_ptr<QLineEdit> m_query;
    widgets::parented_ptr<QListWidget> m_list;
};

} // namespace vitrine::app

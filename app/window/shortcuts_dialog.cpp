#include "app/window/shortcuts_dialog.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QPushButton>
#include <QHeaderView>
#include <QTableWidget>
#include <QVBoxLayout>

#include <utility>
#include <vector>

#include "app/window/command_registry.h"
#include "widgets/common/theme.h"

namespace vitrine::app {

namespace {

constexpr QSize dialogSize{720, 560};

using Rows = std::vector<std::pair<QString, QString>>;

Rows rowsOf(const CommandRegistry& commands) {
    Rows rows;
    for (const auto* action : commands.actions()) {
        rows.emplace_back(action->text(),
            QKeySequence::listToString(action->shortcuts(), QKeySequence::NativeText));
    }
    rows.emplace_back(ShortcutsDialog::tr("Select the token before or after"),
        QKeySequence(Qt::ALT | Qt::Key_Left).toString(QKeySequence::NativeText)
            + QStringLiteral(", ")
            + QKeySequence(Qt::ALT | Qt::Key_Right).toString(QKeySequence::NativeText));
    rows.emplace_back(ShortcutsDialog::tr("Walk in a figure or table"),
        ShortcutsDialog::tr("arrow keys, Home, End"));
    rows.emplace_back(ShortcutsDialog::tr("Take what is selected in a figure"),
        QKeySequence(Qt::Key_Return).toString(QKeySequence::NativeText));
    return rows;
}

} // namespace

ShortcutsDialog::ShortcutsDialog(const CommandRegistry& commands, QWidget* parent)
    : QDialog(parent) {
    setWindowTitle(tr("Keyboard shortcuts"));
    const auto theme = widgets::Theme::of(this);
    const auto rows = rowsOf(commands);
    auto* table = new QTableWidget(static_cast<int>(rows.size()), 2, this);
    table->setHorizontalHeaderLabels({tr("Command"), tr("Keys")});
    table->setAccessibleName(tr("Commands and their keys"));
    for (int row = 0; row < table->rowCount(); ++row) {
        const auto& [command, keys] = rows[static_cast<std::size_t>(row)];
        table->setItem(row, 0, new QTableWidgetItem(command));
        table->setItem(row, 1, new QTableWidgetItem(keys));
    }
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setShowGrid(false);
    table->verticalHeader()->hide();
    table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    table->horizontalHeader()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->button(QDialogButtonBox::Close)->setText(tr("Close"));
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(table, 1);
    layout->addWidget(buttons);
    resize(theme.px(dialogSize.width()), theme.px(dialogSize.height()));
}

} // namespace vitrine::app

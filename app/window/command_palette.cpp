#include "app/window/command_palette.h"

#include <QAction>
#include <QCoreApplication>
#include <QEvent>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>
#include <vector>

#include "app/window/command_registry.h"
#include "app/window/fuzzy_match.h"
#include "widgets/common/theme.h"

namespace vitrine::app {

namespace {

using widgets::ColorRole;
using widgets::TextSize;
using widgets::Theme;

constexpr int paletteWidth = 560;
constexpr int paletteHeight = 420;
constexpr int rowHeight = 34;
constexpr int actionRole = Qt::UserRole;

/// A row: the command at the left, its shortcut at the right.
class CommandDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
        const QModelIndex& index) const override {
        const auto theme = Theme::of(option.widget);
        const bool chosen = option.state & QStyle::State_Selected;
        if (chosen) {
            painter->fillRect(option.rect, theme.color(ColorRole::AccentTint));
        }
        const auto row = option.rect.adjusted(theme.px(12), 0, -theme.px(12), 0);
        const auto* action = index.data(actionRole).value<QAction*>();
        painter->setFont(theme.font(TextSize::Body));
        painter->setPen(theme.color(!action->isEnabled() ? ColorRole::Faint
                : chosen                                 ? ColorRole::AccentText
                                                         : ColorRole::Text));
        painter->drawText(row, Qt::AlignLeft | Qt::AlignVCenter, action->text());
        painter->setFont(theme.monoFont(TextSize::Caption));
        painter->setPen(theme.color(ColorRole::Secondary));
        painter->drawText(row, Qt::AlignRight | Qt::AlignVCenter,
            action->shortcut().toString(QKeySequence::NativeText));
    }

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const override {
        return {0, Theme::of(option.widget).px(rowHeight)};
    }
};

} // namespace

CommandPalette::CommandPalette(const CommandRegistry& commands, QWidget* window)
    : QFrame(window, Qt::Popup), m_commands(commands),
      m_query(widgets::makeParented<QLineEdit>(this)),
      m_list(widgets::makeParented<QListWidget>(this)) {
    setProperty("card", true);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_query);
    layout->addWidget(m_list, 1);
    m_list->setItemDelegate(new CommandDelegate(m_list));
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setFrameShape(QFrame::NoFrame);
    m_query->setClearButtonEnabled(true);
    m_query->installEventFilter(this);
    connect(m_query, &QLineEdit::textChanged, this, &CommandPalette::showMatches);
    connect(m_query, &QLineEdit::returnPressed, this, &CommandPalette::runChosen);
    connect(m_list, &QListWidget::itemClicked, this, &CommandPalette::runChosen);
    retranslate();
}

void CommandPalette::open() {
    const auto theme = Theme::of(this);
    const auto* window = parentWidget();
    resize(std::min(theme.px(paletteWidth), window->width()),
        std::min(theme.px(paletteHeight), window->height()));
    move(window->mapToGlobal(QPoint((window->width() - this->width()) / 2, theme.px(56))));
    m_query->clear();
    showMatches({});
    show();
    m_query->setFocus();
}

void CommandPalette::showMatches(const QString& query) {
    std::vector<std::pair<int, QAction*>> matches;
    for (auto* action : m_commands.actions()) {
        // By its lasting name too, so that English letters find a Chinese command. Nothing is less
        // than any score.
        const auto score
            = std::max(fuzzyMatch(query, action->text()), fuzzyMatch(query, action->objectName()));
        if (score) {
            matches.emplace_back(*score, action);
        }
    }
    std::stable_sort(matches.begin(), matches.end(),
        [](const auto& a, const auto& b) { return a.first > b.first; });
    m_list->clear();
    for (const auto& [score, action] : matches) {
        auto* item = new QListWidgetItem(action->text(), m_list);
        item->setData(actionRole, QVariant::fromValue(action));
        item->setToolTip(action->toolTip());
    }
    m_list->setCurrentRow(0);
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Up || key == Qt::Key_Down) {
            moveChoice(key);
            return true;
        }
        if (key == Qt::Key_Escape) {
            close();
            return true;
        }
    }
    return QFrame::eventFilter(watched, event);
}

void CommandPalette::moveChoice(int key) {
    const int count = m_list->count();
    if (count > 0) {
        const int step = key == Qt::Key_Down ? 1 : count - 1;
        m_list->setCurrentRow((m_list->currentRow() + step) % count);
    }
}

void CommandPalette::runChosen() {
    const auto* item = m_list->currentItem();
    if (!item) {
        return;
    }
    auto* action = item->data(actionRole).value<QAction*>();
    close();
    action->trigger();
}

void CommandPalette::changeEvent(QEvent* event) {
    QFrame::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    }
}

void CommandPalette::retranslate() {
    setWindowTitle(tr("Commands"));
    m_query->setPlaceholderText(tr("Search commands"));
    m_query->setAccessibleName(tr("Search commands"));
    m_list->setAccessibleName(tr("Commands that match"));
}

} // namespace vitrine::app

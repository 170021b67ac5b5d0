#include "app/pages/model_list.h"

#include <QEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

#include "widgets/common/icon.h"
#include "widgets/common/segmented_control.h"
#include "widgets/common/theme.h"

namespace vitrine::app {

namespace {

constexpr int indexRole = Qt::UserRole;
constexpr double rowHeight = 52; ///< a title and a line of facts
constexpr double headingHeight = 30;
constexpr double iconSize = 16;

QString textOf(const LibraryRow& row) {
    return row.title + QLatin1Char('\n') + row.facts;
}

} // namespace

ModelList::ModelList(QWidget* parent)
    : QWidget(parent), m_search(widgets::makeParented<QLineEdit>(this)),
      m_show(widgets::makeParented<widgets::SegmentedControl>(this)),
      m_list(widgets::makeParented<QListWidget>(this)) {
    m_search->setObjectName(QStringLiteral("modelSearch"));
    m_search->setClearButtonEnabled(true);
    m_list->setObjectName(QStringLiteral("modelList"));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setTextElideMode(Qt::ElideRight);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_search);
    layout->addWidget(m_show, 0, Qt::AlignLeft);
    layout->addWidget(m_list, 1);
    connect(m_search, &QLineEdit::textChanged, this, &ModelList::fill);
    connect(m_show, &widgets::SegmentedControl::currentChanged, this, &ModelList::fill);
    connect(m_list, &QListWidget::currentItemChanged, this, [this](const QListWidgetItem* item) {
        if (const auto row = rowOf(item)) {
            m_chosen = row;
            Q_EMIT rowChosen(*row);
        }
    });
    connect(m_list, &QListWidget::itemActivated, this, [this](const QListWidgetItem* item) {
        if (const auto row = rowOf(item)) {
            Q_EMIT rowActivated(*row);
        }
    });
    retranslate();
}

void ModelList::setRows(std::vector<LibraryRow> rows) {
    if (rows == m_rows) {
        return;
    }
    const bool sameModels
        = std::ranges::equal(rows, m_rows, [](const LibraryRow& newer, const LibraryRow& older) {
              return newer.isSameModel(older) && newer.path == older.path
                  && newer.section == older.section;
          });
    m_rows = std::move(rows);
    sameModels ? showTexts() : fill();
}

/// In place, so that the list stays where it was scrolled to while a download goes on.
void ModelList::showTexts() {
    for (int i = 0; i < m_list->count(); ++i) {
        if (const auto row = rowOf(m_list->item(i))) {
            m_list->item(i)->setText(textOf(*row));
        }
    }
}

void ModelList::choose(const LibraryRow& row) {
    m_chosen = row;
    fill();
}

void ModelList::fill() {
    const QSignalBlocker quiet(m_list);
    m_list->clear();
    std::optional<LibraryRow::Section> section;
    for (int i = 0; i < static_cast<int>(m_rows.size()); ++i) {
        const auto& row = m_rows[static_cast<std::size_t>(i)];
        if (!isShown(row)) {
            continue;
        }
        if (section != row.section) {
            section = row.section;
            addHeading(row.section);
        }
        addRow(i);
    }
}

bool ModelList::isShown(const LibraryRow& row) const {
    const bool available = row.section == LibraryRow::Section::Available;
    const int show = m_show->current();
    return (show == All || available == (show == AvailableOnly)) && matches(row, m_search->text());
}

void ModelList::addHeading(LibraryRow::Section section) {
    const auto text = section == LibraryRow::Section::BuiltIn ? tr("Built in")
        : section == LibraryRow::Section::Here                ? tr("On this computer")
                                                              : tr("To be fetched");
    const auto theme = widgets::Theme::of(this);
    auto* item = new QListWidgetItem(text, m_list);
    item->setFlags(Qt::NoItemFlags);
    item->setData(indexRole, -1);
    item->setForeground(theme.color(widgets::ColorRole::Secondary));
    item->setSizeHint({0, theme.px(headingHeight)});
    item->setTextAlignment(Qt::AlignLeft | Qt::AlignBottom);
}

void ModelList::addRow(int index) {
    const auto& row = m_rows[static_cast<std::size_t>(index)];
    const auto theme = widgets::Theme::of(this);
    auto* item = new QListWidgetItem(textOf(row), m_list);
    // Room for two lines with Han letters, which a row of Latin ones does not measure.
    item->setSizeHint({0, theme.px(rowHeight)});
    item->setData(indexRole, index);
    const bool available = row.path.empty();
    item->setIcon(QIcon(
        widgets::themedPixmap(available ? QStringLiteral("download") : QStringLiteral("models"),
            theme.color(widgets::ColorRole::Secondary), theme.px(iconSize), devicePixelRatioF())));
    item->setToolTip(available ? tr("Can be fetched; choose it to see what it is")
                               : QString::fromStdString(row.path.string()));
    if (m_chosen && row.isSameModel(*m_chosen)) {
        m_list->setCurrentItem(item);
    }
}

std::optional<LibraryRow> ModelList::rowOf(const QListWidgetItem* item) const {
    const int index = item ? item->data(indexRole).toInt() : -1;
    return index < 0 ? std::nullopt : std::optional(m_rows[static_cast<std::size_t>(index)]);
}

void ModelList::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    } else if (event->type() == QEvent::StyleChange) {
        fill();
    }
}

void ModelList::retranslate() {
    m_search->setPlaceholderText(tr("Search models"));
    m_search->setAccessibleName(tr("Search models"));
    m_search->setToolTip(tr("Finds models by name, family, language, licence or size"));
    m_show->setSegments(
        {{tr("All"), tr("Every model")}, {tr("Here"), tr("Models that open at once")},
            {tr("To be fetched"), tr("Models that can be downloaded")}});
    m_list->setAccessibleName(tr("Models"));
    m_list->setToolTip(tr("Choose a model to see what it is; open it with a double click"));
    fill();
}

} // namespace vitrine::app

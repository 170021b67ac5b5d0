#include "app/pages/example_view.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

#include "widgets/common/number_format.h"
#include "widgets/common/theme.h"
#include "widgets/common/token_text.h"
#include "widgets/ngram/text_table.h"

namespace vitrine::app {

namespace {

using Cells = QList<widgets::TextTable::Cell>;
using Example = std::vector<BatchPosition>;

bool counts(const BatchPosition& position) {
    return position.target || !position.label.empty();
}

/// A row over all places, with a name before it.
template <typename TextOf>
Cells rowOf(const QString& name, const Example& example, const TextOf& textOf) {
    Cells row{{name, {}, false}};
    for (const auto& position : example) {
        row.append(textOf(position));
    }
    return row;
}

} // namespace

ExampleView::ExampleView(QWidget* parent)
    : QWidget(parent), m_exampleName(widgets::makeParented<QLabel>(this)),
      m_example(widgets::makeParented<QSpinBox>(this)), m_note(widgets::makeParented<QLabel>(this)),
      m_view(widgets::makeParented<QTableView>(this)),
      m_table(widgets::makeParented<widgets::TextTable>(this)) {
    auto* choice = new QHBoxLayout;
    choice->addWidget(m_exampleName);
    choice->addWidget(m_example);
    choice->addWidget(m_note, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addLayout(choice);
    layout->addWidget(m_view, 1);
    m_example->setObjectName(QStringLiteral("exampleNumber"));
    m_view->setObjectName(QStringLiteral("exampleTable"));
    m_view->setModel(m_table);
    m_view->verticalHeader()->hide();
    m_view->setProperty("dense", true);
    m_view->setShowGrid(false);
    m_view->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_note->setWordWrap(true);
    widgets::setTextRole(m_note, widgets::TextRole::Caption);
    connect(m_example, &QSpinBox::valueChanged, this, &ExampleView::show);
    retranslate();
}

void ExampleView::setBatch(const TrainingBatch& batch) {
    m_batch = batch;
    {
        const QSignalBlocker quiet(m_example);
        m_example->setRange(1, std::max(1, static_cast<int>(batch.examples.size())));
    }
    show();
}

const QAbstractItemModel* ExampleView::table() const {
    return m_table;
}

void ExampleView::show() {
    const bool empty = m_batch.examples.empty();
    for (QWidget* widget : std::initializer_list<QWidget*>{m_exampleName, m_example, m_view}) {
        widget->setVisible(!empty);
    }
    if (empty) {
        m_table->setRows({}, {});
        m_note->clear();
        return;
    }
    const auto& example = m_batch.examples[static_cast<std::size_t>(m_example->value() - 1)];
    QStringList headers{tr("place")};
    for (std::size_t place = 1; place <= example.size(); ++place) {
        headers << QLocale().toString(place);
    }
    using Cell = widgets::TextTable::Cell;
    QList<Cells> rows{rowOf(tr("reads"), example, [](const BatchPosition& position) {
        return Cell{widgets::tokenText(position.input), {}, false};
    })};
    if (std::ranges::any_of(example, &BatchPosition::segment)) {
        rows << rowOf(tr("segment"), example, [](const BatchPosition& position) {
            return Cell{QLocale().toString(position.segment), {}, false};
        });
    }
    if (std::ranges::any_of(example, [](const auto& place) { return place.target.has_value(); })) {
        rows << rowOf(tr("has to find"), example, [](const BatchPosition& position) {
            return Cell{position.target ? widgets::tokenText(*position.target) : QString(), {},
                position.target.has_value()};
        });
    }
    if (std::ranges::any_of(example, [](const auto& place) { return !place.label.empty(); })) {
        rows << rowOf(tr("has to tell"), example, [](const BatchPosition& position) {
            return Cell{QString::fromStdString(position.label), {}, position.label != "O"};
        });
    }
    m_table->setRows(headers, std::move(rows));
    m_note->setText(noteOf(example));
}

QString ExampleView::noteOf(const Example& example) const {
    const auto examples = static_cast<qint64>(m_batch.examples.size());
    QStringList parts;
    if (m_batch.step > 0) {
        parts << tr("step %1").arg(widgets::formatCount(m_batch.step));
    }
    parts << tr("of %1").arg(widgets::formatCount(examples));
    if (m_batch.labels.empty()) {
        const auto counted = static_cast<int>(std::ranges::count_if(example, counts));
        parts << tr("%n prediction(s) count", nullptr, counted);
    } else {
        const auto& label = m_batch.labels[static_cast<std::size_t>(m_example->value() - 1)];
        parts << tr("has to tell: %1").arg(QString::fromStdString(label));
    }
    return parts.join(QStringLiteral(" · "));
}

void ExampleView::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    }
}

void ExampleView::retranslate() {
    m_exampleName->setText(tr("Example"));
    m_example->setToolTip(tr("Which example is shown"));
    m_example->setAccessibleName(tr("Example"));
    m_view->setAccessibleName(tr("One example, token by token"));
    m_view->setToolTip(tr("What the model reads at each place, and what it has to find there"));
    show();
}

} // namespace vitrine::app

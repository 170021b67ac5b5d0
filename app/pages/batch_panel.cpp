#include "app/pages/batch_panel.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QTableView>
#include <QVBoxLayout>

#include <utility>

#include "widgets/common/number_format.h"
#include "widgets/common/theme.h"
#include "widgets/common/token_text.h"
#include "widgets/ngram/text_table.h"

namespace vitrine::app {

BatchPanel::BatchPanel(QWidget* parent)
    : QWidget(parent), m_ask(widgets::makeParented<QPushButton>(this)),
      m_exampleName(widgets::makeParented<QLabel>(this)),
      m_example(widgets::makeParented<QSpinBox>(this)), m_note(widgets::makeParented<QLabel>(this)),
      m_view(widgets::makeParented<QTableView>(this)),
      m_table(widgets::makeParented<widgets::TextTable>(this)) {
    auto* choice = new QHBoxLayout;
    choice->addWidget(m_ask);
    choice->addWidget(m_exampleName);
    choice->addWidget(m_example);
    choice->addWidget(m_note, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addLayout(choice);
    layout->addWidget(m_view, 1);
    m_ask->setObjectName(QStringLiteral("showBatch"));
    m_view->setObjectName(QStringLiteral("batchTable"));
    m_view->setModel(m_table);
    m_view->verticalHeader()->hide();
    m_view->setProperty("dense", true);
    m_view->setShowGrid(false);
    m_view->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_note->setWordWrap(true);
    widgets::setTextRole(m_note, widgets::TextRole::Caption);
    connect(m_ask, &QPushButton::clicked, this, &BatchPanel::asked);
    connect(m_example, &QSpinBox::valueChanged, this, &BatchPanel::show);
    retranslate();
}

void BatchPanel::setBatch(const TrainingBatch& batch) {
    m_batch = batch;
    const QSignalBlocker quiet(m_example);
    m_example->setRange(1, std::max(1, static_cast<int>(batch.examples.size())));
    show();
}

void BatchPanel::clear() {
    setBatch({});
}

void BatchPanel::setAskable(bool askable) {
    m_ask->setEnabled(askable);
}

const QAbstractItemModel* BatchPanel::table() const {
    return m_table;
}

void BatchPanel::show() {
    const bool empty = m_batch.examples.empty();
    for (QWidget* widget : std::initializer_list<QWidget*>{m_exampleName, m_example, m_view}) {
        widget->setVisible(!empty);
    }
    if (empty) {
        m_table->setRows({}, {});
        m_note->setText(
            tr("What a step is given to learn from, token by token, while a run trains."));
        return;
    }
    const auto& example = m_batch.examples[static_cast<std::size_t>(m_example->value() - 1)];
    QStringList headers{tr("place")};
    QList<widgets::TextTable::Cell> inputs{{tr("reads"), {}, false}};
    QList<widgets::TextTable::Cell> targets{{tr("has to find"), {}, false}};
    int counted = 0;
    for (const auto& position : example) {
        headers << widgets::formatCount(headers.size());
        inputs.append({widgets::tokenText(position.input), {}, false});
        targets.append({position.target ? widgets::tokenText(*position.target) : QString(), {},
            position.target.has_value()});
        counted += position.target ? 1 : 0;
    }
    m_table->setRows(headers, {std::move(inputs), std::move(targets)});
    m_note->setText(tr("Step %1, %2 examples; in this one %n prediction(s) count", nullptr, counted)
                        .arg(widgets::formatCount(m_batch.step),
                            widgets::formatCount(static_cast<qint64>(m_batch.examples.size()))));
}

void BatchPanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    }
}

void BatchPanel::retranslate() {
    m_ask->setText(tr("Show the current batch"));
    m_ask->setToolTip(tr("What the next logged step of the run is given"));
    m_exampleName->setText(tr("Example"));
    m_example->setToolTip(tr("Which example of the batch is shown"));
    m_example->setAccessibleName(tr("Example"));
    m_view->setAccessibleName(tr("One example, token by token"));
    show();
}

} // namespace vitrine::app

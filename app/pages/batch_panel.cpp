#include "app/pages/batch_panel.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "app/pages/example_view.h"
#include "widgets/common/theme.h"

namespace vitrine::app {

BatchPanel::BatchPanel(QWidget* parent)
    : QWidget(parent), m_ask(widgets::makeParented<QPushButton>(this)),
      m_note(widgets::makeParented<QLabel>(this)),
      m_examples(widgets::makeParented<ExampleView>(this)) {
    auto* head = new QHBoxLayout;
    head->addWidget(m_ask);
    head->addWidget(m_note, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addLayout(head);
    layout->addWidget(m_examples, 1);
    m_ask->setObjectName(QStringLiteral("showBatch"));
    m_examples->setObjectName(QStringLiteral("batchExamples"));
    m_note->setWordWrap(true);
    widgets::setTextRole(m_note, widgets::TextRole::Caption);
    connect(m_ask, &QPushButton::clicked, this, &BatchPanel::asked);
    retranslate();
}

void BatchPanel::setBatch(const TrainingBatch& batch) {
    m_examples->setBatch(batch);
    m_note->setVisible(batch.examples.empty());
}

void BatchPanel::clear() {
    setBatch({});
}

void BatchPanel::setAskable(bool askable) {
    m_ask->setEnabled(askable);
}

const QAbstractItemModel* BatchPanel::table() const {
    return m_examples->table();
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
    m_note->setText(tr("What a step is given to learn from, token by token, while a run trains."));
}

} // namespace vitrine::app

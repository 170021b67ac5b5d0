#include "app/pages/compared_models_panel.h"

#include <QComboBox>
#include <QEvent>
#include <QFileDialog>
#include <QGridLayout>
#include <QLabel>
#include <QListWidget>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>

#include "app/model_text.h"
#include "app/pages/ngram_training_dialog.h"
#include "widgets/common/theme.h"

namespace vitrine::app {

namespace {

QIcon swatch(const QColor& color, int size) {
    QPixmap image(size, size);
    image.fill(color);
    return QIcon(image);
}

} // namespace

ComparedModelsPanel::ComparedModelsPanel(ModelShelf& shelf, QWidget* parent)
    : QWidget(parent), m_shelf(shelf), m_title(widgets::makeParented<QLabel>(this)),
      m_list(widgets::makeParented<QListWidget>(this)),
      m_order(widgets::makeParented<QSpinBox>(this)),
      m_smoothing(widgets::makeParented<QComboBox>(this)),
      m_add(widgets::makeParented<QPushButton>(this)),
      m_network(widgets::makeParented<QPushButton>(this)),
      m_train(widgets::makeParented<QPushButton>(this)),
      m_arpa(widgets::makeParented<QPushButton>(this)),
      m_remove(widgets::makeParented<QPushButton>(this)),
      m_stop(widgets::makeParented<QPushButton>(this)) {
    build();
    connectControls();
    applyTheme();
    retranslate();
    follow();
}

void ComparedModelsPanel::build() {
    widgets::setTextRole(m_title, widgets::TextRole::Heading);
    m_order->setRange(1, MaximumNgramOrder);
    m_order->setValue(3);
    m_network->setMenu(widgets::makeParented<QMenu>(m_network));
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins({});
    grid->addWidget(m_title, 0, 0, 1, 2);
    grid->addWidget(m_list, 1, 0, 1, 2);
    grid->addWidget(m_order, 2, 0);
    grid->addWidget(m_smoothing, 2, 1);
    grid->addWidget(m_add, 3, 0);
    grid->addWidget(m_remove, 3, 1);
    grid->addWidget(m_network, 4, 0, 1, 2);
    grid->addWidget(m_train, 5, 0);
    grid->addWidget(m_arpa, 5, 1);
    grid->addWidget(m_stop, 6, 0, 1, 2);
    grid->setColumnStretch(1, 1);
}

void ComparedModelsPanel::connectControls() {
    connect(&m_shelf, &ModelShelf::changed, this, &ComparedModelsPanel::follow);
    connect(&m_shelf, &ModelShelf::busyChanged, this, &ComparedModelsPanel::followBusy);
    connect(m_list, &QListWidget::itemChanged, this, [this](const QListWidgetItem* item) {
        m_shelf.setShown(m_list->row(item), item->checkState() == Qt::Checked);
    });
    connect(m_add, &QPushButton::clicked, this, [this] {
        m_shelf.add({.smoothing = m_smoothing->currentData().value<NgramSmoothing>(),
            .order = m_order->value()});
    });
    connect(m_remove, &QPushButton::clicked, this, [this] {
        if (m_list->currentRow() >= 0) {
            m_shelf.remove(m_list->currentRow());
        }
    });
    connect(m_network->menu(), &QMenu::aboutToShow, this, &ComparedModelsPanel::fillNetworks);
    connect(m_train, &QPushButton::clicked, this, &ComparedModelsPanel::chooseText);
    connect(m_arpa, &QPushButton::clicked, this, &ComparedModelsPanel::chooseArpa);
    connect(m_stop, &QPushButton::clicked, &m_shelf, &ModelShelf::stop);
}

void ComparedModelsPanel::follow() {
    const QSignalBlocker blocker(m_list);
    const int current = m_list->currentRow();
    m_list->clear();
    const auto theme = widgets::Theme::of(this);
    std::vector<std::pair<QString, widgets::ModelFamily>> named;
    for (const auto& model : m_shelf.shown()) {
        named.emplace_back(model.name, familyOf(model));
    }
    const auto series = widgets::seriesOf(named, theme.scheme() == widgets::ColorScheme::Dark);
    std::size_t next = 0;
    for (int i = 0; i < static_cast<int>(m_shelf.models().size()); ++i) {
        const auto& model = m_shelf.models()[static_cast<std::size_t>(i)];
        auto* item = new QListWidgetItem(model.name, m_list);
        item->setFlags(item->flags() | Qt::ItemIsUserCheckable);
        item->setCheckState(m_shelf.isShown(i) ? Qt::Checked : Qt::Unchecked);
        if (m_shelf.isShown(i)) {
            item->setIcon(swatch(series[next++].color, theme.px(12)));
        }
    }
    m_list->setCurrentRow(current);
    m_order->setMaximum(m_shelf.counts() ? m_shelf.counts()->order() : MaximumNgramOrder);
    followBusy();
}

void ComparedModelsPanel::followBusy() {
    m_add->setEnabled(m_shelf.counts() != nullptr && !m_shelf.isBusy());
    m_train->setEnabled(!m_shelf.isBusy());
    m_arpa->setEnabled(!m_shelf.isBusy());
    m_stop->setVisible(m_shelf.isBusy());
}

void ComparedModelsPanel::fillNetworks() {
    m_network->menu()->clear();
    for (const auto& architecture : m_shelf.networks()) {
        auto* action = m_network->menu()->addAction(architectureName(architecture));
        action->setCheckable(true);
        action->setChecked(m_shelf.hasNetwork(architecture));
        connect(action, &QAction::toggled, this,
            [this, architecture](bool there) { m_shelf.setNetwork(architecture, there); });
    }
}

void ComparedModelsPanel::chooseText() {
    NgramTrainingDialog dialog(m_shelf.unit(), this);
    if (dialog.exec() == QDialog::Accepted) {
        m_shelf.train(dialog.text(), dialog.counting(), dialog.estimate());
    }
}

void ComparedModelsPanel::chooseArpa() {
    const auto file = QFileDialog::getOpenFileName(
        this, tr("Open ARPA file"), {}, tr("ARPA files (*.arpa *.lm);;All files (*)"));
    if (!file.isEmpty()) {
        m_shelf.openArpa(file.toStdString());
    }
}

void ComparedModelsPanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    } else if (event->type() == QEvent::StyleChange) {
        applyTheme();
        follow();
    }
}

void ComparedModelsPanel::retranslate() {
    m_title->setText(tr("Models"));
    m_list->setAccessibleName(tr("Models side by side"));
    m_list->setToolTip(tr("Uncheck a model to leave it out of every card"));
    m_order->setPrefix(tr("n = "));
    m_order->setAccessibleName(tr("Order of a further n-gram model"));
    m_order->setToolTip(tr("Longest n-gram of the model to add"));
    fillSmoothings(m_smoothing);
    m_smoothing->setAccessibleName(tr("Smoothing of a further n-gram model"));
    m_smoothing->setToolTip(tr("How the model to add makes probabilities of counts"));
    m_add->setText(tr("Add"));
    m_add->setToolTip(tr("Add this n-gram model of the same counts"));
    m_remove->setText(tr("Remove"));
    m_remove->setToolTip(tr("Take the selected model out of the list"));
    m_network->setText(tr("Networks"));
    m_network->setToolTip(
        tr("Built-in networks of this language, trained on the same text as the counts"));
    m_train->setText(tr("Count a text…"));
    m_train->setToolTip(tr("Make an n-gram model of a text of your own, in seconds"));
    m_arpa->setText(tr("Open ARPA…"));
    m_arpa->setToolTip(tr("Open an n-gram model that another program made"));
    m_stop->setText(tr("Stop counting"));
    m_stop->setToolTip(tr("Give up the model that is being made"));
}

void ComparedModelsPanel::applyTheme() {
    const auto theme = widgets::Theme::of(this);
    static_cast<QGridLayout*>(layout())->setSpacing(theme.px(6));
    m_list->setMinimumHeight(theme.px(150));
}

} // namespace vitrine::app

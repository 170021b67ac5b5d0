#include "app/window/top_bar.h"

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QMenu>
#include <QToolButton>

#include "app/model_text.h"
#include "app/window/chip_button.h"
#include "app/window/command_registry.h"
#include "widgets/common/icon_button.h"
#include "widgets/common/theme.h"

namespace vitrine::app {

namespace {

constexpr int barHeight = 52;
constexpr int buttonHeight = 32;

} // namespace

TopBar::TopBar(const CommandRegistry& commands, QWidget* parent)
    : QFrame(parent), m_commands(commands), m_layout(widgets::makeParented<QHBoxLayout>(this)),
      m_model(widgets::makeParented<ChipButton>(this)),
      m_device(widgets::makeParented<ChipButton>(this)),
      m_second(widgets::makeParented<ChipButton>(this)),
      m_search(widgets::makeParented<ChipButton>(this)) {
    setProperty("bar", QStringLiteral("top"));
    m_model->setObjectName(QStringLiteral("modelChip"));
    m_device->setObjectName(QStringLiteral("deviceChip"));
    m_second->setObjectName(QStringLiteral("secondModelChip"));
    m_search->setObjectName(QStringLiteral("commandSearch"));
    m_layout->addWidget(m_model);
    m_layout->addWidget(m_device);
    m_layout->addWidget(m_second);
    m_layout->addStretch(1);
    m_layout->addWidget(m_search);
    m_zoomOut = addTextButton(QStringLiteral("zoomOut"));
    m_zoomIn = addTextButton(QStringLiteral("zoomIn"));
    m_theme = widgets::makeParented<widgets::IconButton>(QStringLiteral("sun"), this);
    m_theme->setProperty("framed", true);
    m_theme->setObjectName(QStringLiteral("themeSwitch"));
    m_layout->addWidget(m_theme);
    m_language = addTextButton(QStringLiteral("switchLanguage"));
    connect(m_theme, &QToolButton::clicked, commands.action(QStringLiteral("switchTheme")),
        &QAction::trigger);
    connect(m_search, &QPushButton::clicked, commands.action(QStringLiteral("palette")),
        &QAction::trigger);
    connect(m_device, &QPushButton::clicked, commands.action(QStringLiteral("showModels")),
        &QAction::trigger);
    applyTheme();
    retranslate();
}

widgets::parented_ptr<QToolButton> TopBar::addTextButton(const QString& command) {
    auto button = widgets::makeParented<QToolButton>(this);
    button->setObjectName(command);
    button->setProperty("framed", true);
    button->setFocusPolicy(Qt::StrongFocus);
    connect(button, &QToolButton::clicked, m_commands.action(command), &QAction::trigger);
    m_layout->addWidget(button);
    return button;
}

void TopBar::showModel(const ModelInfo& info, const DevicePlacement& placement) {
    m_showing = Showing::Model;
    m_info = info;
    m_placement = placement;
    showModelTexts();
}

void TopBar::showLoading(const QString& name) {
    m_showing = Showing::Loading;
    m_loadingName = name;
    showModelTexts();
}

void TopBar::showNoModel() {
    m_showing = Showing::Nothing;
    showModelTexts();
}

void TopBar::showSecondModel(const QString& name, const QString& detail) {
    m_secondName = name;
    m_secondDetail = detail;
    showModelTexts();
}

void TopBar::setModelMenus(QMenu* model, QMenu* second) {
    m_model->setMenu(model);
    m_second->setMenu(second);
}

void TopBar::setSwitches(bool dark, const QString& language) {
    m_dark = dark;
    m_theme->setIconName(dark ? QStringLiteral("moon") : QStringLiteral("sun"));
    m_language->setText(
        language == QStringLiteral("zh") ? QStringLiteral("中文") : QStringLiteral("EN"));
}

void TopBar::changeEvent(QEvent* event) {
    QFrame::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    } else if (event->type() == QEvent::StyleChange) {
        applyTheme();
    }
}

void TopBar::showModelTexts() {
    m_device->setVisible(m_showing == Showing::Model);
    m_second->setVisible(m_showing == Showing::Model);
    if (m_secondName.isEmpty()) {
        m_second->setTexts({}, tr("Compare with…"));
    } else {
        m_second->setTexts(m_secondName, m_secondDetail);
    }
    switch (m_showing) {
    case Showing::Nothing:
        m_model->setTexts(tr("No model"), tr("choose one"));
        break;
    case Showing::Loading:
        m_model->setTexts(m_loadingName, tr("loading…"));
        break;
    case Showing::Model:
        m_model->setTexts(modelTitle(m_info), modelSummary(m_info));
        m_device->setTexts({}, deviceSummary(m_placement));
        m_device->setToolTip(deviceReason(m_placement));
        break;
    }
}

void TopBar::retranslate() {
    m_model->setToolTip(
        tr("The model that everything here is computed with; click to choose another"));
    m_second->setToolTip(
        tr("A second model, whose attention is shown beside the first one's; click to choose it"));
    m_search->setTexts({}, tr("Search commands") + QStringLiteral("    Ctrl K"));
    const auto tip
        = [this](const char* id) { return m_commands.action(QString::fromLatin1(id))->toolTip(); };
    m_search->setToolTip(tip("palette"));
    m_zoomOut->setText(QStringLiteral("A−"));
    m_zoomOut->setToolTip(tip("zoomOut"));
    m_zoomOut->setAccessibleName(m_commands.action(QStringLiteral("zoomOut"))->text());
    m_zoomIn->setText(QStringLiteral("A+"));
    m_zoomIn->setToolTip(tip("zoomIn"));
    m_zoomIn->setAccessibleName(m_commands.action(QStringLiteral("zoomIn"))->text());
    m_theme->setDescription(tip("switchTheme"));
    m_language->setToolTip(tip("switchLanguage"));
    m_language->setAccessibleName(m_commands.action(QStringLiteral("switchLanguage"))->text());
    showModelTexts();
}

void TopBar::applyTheme() {
    const auto theme = widgets::Theme::of(this);
    setFixedHeight(theme.px(barHeight));
    m_layout->setContentsMargins(theme.px(16), 0, theme.px(16), 0);
    m_layout->setSpacing(theme.px(8));
    for (QToolButton* button : {m_zoomOut.get(), m_zoomIn.get(),
             static_cast<QToolButton*>(m_theme.get()), m_language.get()}) {
        button->setFixedHeight(theme.px(buttonHeight));
    }
}

} // namespace vitrine::app

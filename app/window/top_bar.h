#pragma once

#include <QFrame>

#include "engine/values/load_options.h"
#include "engine/values/model_info.h"
#include "widgets/common/parented_ptr.h"

class QHBoxLayout;
class QMenu;
class QToolButton;

namespace vitrine::widgets {
class IconButton;
}

namespace vitrine::app {

class ChipButton;
class CommandRegistry;

/// Which model runs where, and the commands that belong to the whole window.
class TopBar : public QFrame {
    Q_OBJECT
public:
    TopBar(const CommandRegistry& commands, QWidget* parent);

    void showModel(const ModelInfo& info, const DevicePlacement& placement);
    void showLoading(const QString& name);
    void showNoModel();
    /// The model that is compared with the first: its name, what is said of it, or nothing.
    void showSecondModel(const QString& name, const QString& detail);
    /// The menus under the models' names.
    void setModelMenus(QMenu* model, QMenu* second);
    /// What the switches would change to.
    void setSwitches(bool dark, const QString& language);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void applyTheme();
    void showModelTexts();
    widgets::parented_ptr<QToolButton> addTextButton(const QString& command);

    const CommandRegistry& m_commands;
    enum class Showing { Nothing, Loading, Model } m_showing = Showing::Nothing;
    QString m_loadingName;
    ModelInfo m_info;
    DevicePlacement m_placement;
    QString m_secondName;
    QString m_secondDetail;
    widgets::parented_ptr<QHBoxLayout> m_layout;
    widgets::parented_ptr<ChipButton> m_model;
    widgets::parented_ptr<ChipButton> m_device;
    widgets::parented_ptr<ChipButton> m_second;
    widgets::parented_ptr<ChipButton> m_search;
    widgets::parented_ptr<QToolButton> m_zoomOut;
    widgets::parented_ptr<QToolButton> m_zoomIn;
    widgets::parented_ptr<widgets::IconButton> m_theme;
    widgets::parented_ptr<QToolButton> m_language;
    bool m_dark = false;
};

} // namespace vitrine::app
